/// Takes values out of nodes and collects what is wrong with them.
///
/// Nothing here fails: a value that cannot be used is a problem, and the reader goes on.
public struct ConfigReader: Sendable {
  public private(set) var problems: [ConfigProblem] = []

  public init() {}

  public mutating func report(_ position: Position, _ message: String) {
    problems.append(ConfigProblem(position, message))
  }

  /// The entries of a mapping by key. Unknown and repeated keys are problems.
  public mutating func fields(
    of node: ConfigNode, _ what: String, known: [String]
  ) -> ConfigFields? {
    guard case .mapping(let entries) = node.value else {
      report(node.position, "\(what) must be a mapping, not \(node.kind)")
      return nil
    }
    var fields = ConfigFields(position: node.position)
    for entry in entries {
      guard known.contains(entry.key) else {
        reportUnknown("key", entry.key, at: entry.keyPosition, known: known)
        continue
      }
      guard fields[entry.key] == nil else {
        report(entry.keyPosition, "the key '\(entry.key)' is given twice")
        continue
      }
      fields.entries.append(entry)
    }
    return fields
  }

  public mutating func reportUnknown(
    _ what: String, _ name: String, at position: Position, known: [String]
  ) {
    let hint = nearestName(to: name, in: known).map { "; the nearest known one is '\($0)'" } ?? ""
    report(position, "unknown \(what) '\(name)'\(hint)")
  }

  /// A scalar's text, which must not be empty.
  public mutating func text(_ node: ConfigNode?, _ what: String) -> String? {
    guard let node else { return nil }
    guard case .scalar(let text) = node.value else {
      report(node.position, "\(what) must be a value, not \(node.kind)")
      return nil
    }
    guard !text.isEmpty else {
      report(node.position, "\(what) is empty")
      return nil
    }
    return text
  }

  /// The text under a key that must be given.
  public mutating func requiredText(_ fields: ConfigFields, _ key: String) -> String? {
    if fields[key] == nil { report(fields.position, "the key '\(key)' is missing") }
    return text(fields[key], "'\(key)'")
  }

  /// `true` or `false`.
  public mutating func flag(_ node: ConfigNode?, _ what: String) -> Bool? {
    guard let node, let text = text(node, what) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      report(node.position, "\(what) must be true or false, not '\(text)'")
      return nil
    }
  }

  /// A decimal or hexadecimal number, with `_` between digits and `K`, `M` or `G` (powers of 1024)
  /// behind them.
  public mutating func number(
    _ node: ConfigNode?, _ what: String, upTo limit: UInt64 = .max
  ) -> UInt64? {
    guard let node, let text = text(node, what) else { return nil }
    guard let number = Self.number(text) else {
      report(node.position, "\(what) must be a number, not '\(text)'")
      return nil
    }
    guard number <= limit else {
      report(node.position, "\(what) must not exceed \(limit)")
      return nil
    }
    return number
  }

  /// One of the values of an enumeration, by its raw name.
  public mutating func choice<Choice>(
    _ node: ConfigNode?, _ what: String, of type: Choice.Type = Choice.self
  ) -> Choice? where Choice: RawRepresentable<String> & CaseIterable {
    guard let node, let text = text(node, what) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    reportUnknown(what, text, at: node.position, known: Choice.allCases.map(\.rawValue))
    return nil
  }

  /// The value of `confidence`, from 0 to 100; full where nothing is said.
  mutating func confidence(_ fields: ConfigFields) -> Int {
    number(fields["confidence"], "'confidence'", upTo: 100).map { Int($0) } ?? 100
  }

  /// The elements of a list; a single value or mapping stands for a list of one.
  public mutating func list(_ node: ConfigNode?) -> [ConfigNode] {
    guard let node else { return [] }
    if case .sequence(let elements) = node.value { return elements }
    return [node]
  }

  public mutating func texts(_ node: ConfigNode?, _ what: String) -> [String] {
    list(node).compactMap { text($0, what) }
  }

  static func number(_ text: String) -> UInt64? {
    var digits = Substring(text.filter { $0 != "_" })
    var factor: UInt64 = 1
    switch digits.last {
    case "K": factor = 1 << 10
    case "M": factor = 1 << 20
    case "G": factor = 1 << 30
    default: break
    }
    if factor > 1 { digits.removeLast() }
    let radix = digits.hasPrefix("0x") ? 16 : 10
    guard let number = UInt64(radix == 16 ? digits.dropFirst(2) : digits, radix: radix) else {
      return nil
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
  }
}

/// The entries of a mapping whose keys have been checked.
public struct ConfigFields: Sendable {
  public var position: Position
  var entries: [ConfigNode.Entry] = []

  public subscript(key: String) -> ConfigNode? {
    entries.first { $0.key == key }?.value
  }

  /// Where the key stands; the mapping's own place where it is missing.
  public func position(ofKey key: String) -> Position {
    entries.first { $0.key == key }?.keyPosition ?? position
  }
}
