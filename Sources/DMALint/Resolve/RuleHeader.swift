/// What a rule's page says in its first lines: all that a check needs to know of a rule.
public struct RuleHeader: Hashable, Sendable {
  /// `DMA101`; the first digit is the family.
  public var code: String
  /// `stack-buffer`: the mistake.
  public var name: String
  public var severity: Severity
  /// The clause of the DMA contract that the rule guards.
  public var family: Family
  /// The layers that can show the defect, the most decisive last.
  public var evidence: [Evidence]
  /// The codes of rules that this one replaces where both have the same cause.
  public var subsumes: [String] = []

  public init(
    code: String, name: String, severity: Severity, family: Family, evidence: [Evidence],
    subsumes: [String] = []
  ) {
    self.subsumes = subsumes
    self.code = code
    self.name = name
    self.severity = severity
    self.family = family
    self.evidence = evidence
  }

  public enum Severity: String, CaseIterable, Comparable, Sendable {
    case note, warning, error

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }

    public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
  }

  public enum Family: String, CaseIterable, Sendable {
    case lifetime, order, coherency, exclusivity, placement, completion, initialisation, trust
    case visibility

    /// The first digit of the codes.
    public var digit: Int { Self.allCases.firstIndex(of: self).map { $0 + 1 } ?? 0 }
    /// `DMA1` and so on.
    public var code: String { "DMA\(digit)" }
  }

  public enum Evidence: String, CaseIterable, Sendable {
    case source, sil, ir, c, link, platform
  }

  private static let knownKeys = ["code", "name", "severity", "family", "evidence", "subsumes"]

  /// The header that a page's front matter describes; nil where something of it cannot be used.
  public static func decode(
    _ node: ConfigNode
  ) -> (header: RuleHeader?, problems: [ConfigProblem]) {
    var reader = ConfigReader()
    let header = decode(node, &reader)
    return (reader.problems.isEmpty ? header : nil, reader.problems.sorted())
  }

  private static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> RuleHeader? {
    guard let fields = reader.fields(of: node, "the front matter", known: knownKeys) else {
      return nil
    }
    for key in knownKeys where key != "subsumes" && fields[key] == nil {
      reader.report(node.position, "the key '\(key)' is missing")
    }
    guard let code = reader.text(fields["code"], "'code'"),
      let name = reader.text(fields["name"], "'name'"),
      let severity = reader.choice(fields["severity"], "severity", of: Severity.self),
      let family = reader.choice(fields["family"], "family", of: Family.self)
    else { return nil }
    if !isCode(code) {
      reader.report(fields.position(ofKey: "code"), "'\(code)' is no rule code like DMA101")
    } else if !code.hasPrefix(family.code) {
      reader.report(
        fields.position(ofKey: "family"), "'\(code)' is not a rule of \(family.code), \(family)")
    }
    var header = RuleHeader(
      code: code, name: name, severity: severity, family: family,
      evidence: reader.list(fields["evidence"]).compactMap {
        reader.choice($0, "evidence", of: Evidence.self)
      })
    for element in reader.list(fields["subsumes"]) {
      guard let subsumed = reader.text(element, "a code") else { continue }
      if !isCode(subsumed) || subsumed == code {
        reader.report(element.position, "'\(subsumed)' is no code of another rule")
      }
      header.subsumes.append(subsumed)
    }
    return header
  }

  private static func isCode(_ text: String) -> Bool {
    text.utf8.count == 6 && text.hasPrefix("DMA")
      && text.utf8.dropFirst(3).allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }
}
