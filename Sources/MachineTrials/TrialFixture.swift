import DMALint
import Machine

/// A Flow text with what machine and analysis have to say of it, in comments at its beginning:
/// ```
/// // why: what the program shows
/// // platform: cortex-m7
/// // engine: 0x40020000 direction both count 16      (more words: control 8, length 4)
/// // broken: order coherency
/// // analysis: order                                  (where it differs: with the reason in `why`)
/// // undecided: completion
/// ```
public struct TrialFixture: Sendable {
  public var text: String
  public var platform = TrialPlatform.generic
  public var table: DeviceTable
  public var broken: Set<MachineClause> = []
  /// Clauses that the analysis finds violated; the same as `broken` where nothing is said.
  public var violated: Set<MachineClause> = []
  /// Clauses on which the analysis is allowed to say unknown.
  public var undecided: Set<MachineClause> = []
  public var problems: [String] = []

  public init(_ text: String) {
    self.text = text
    table = TrialWorld.table(TrialProgram())
    var isApart = false
    for line in text.split(separator: "\n") where line.hasPrefix("// ") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let key = line.dropFirst(3).prefix { $0 != ":" }
      let words = line[line.index(after: colon)...].split(separator: " ").map(String.init)
      switch key {
      case "platform":
        if let name = words.first.flatMap({ TrialPlatform(rawValue: $0) }) { platform = name }
      case "engine": addEngine(words)
      case "broken": broken = clauses(words)
      case "analysis":
        violated = clauses(words)
        isApart = true
      case "undecided": undecided = clauses(words)
      default: break
      }
    }
    if !isApart { violated = broken.subtracting(undecided) }
  }

  private mutating func clauses(_ words: [String]) -> Set<MachineClause> {
    Set(
      words.filter { $0 != "nothing" }.compactMap { word in
        if MachineClause(rawValue: word) == nil { problems.append("no clause is called '\(word)'") }
        return MachineClause(rawValue: word)
      })
  }

  private mutating func addEngine(_ words: [String]) {
    func number(_ text: String) -> Int64? {
      text.hasPrefix("0x") ? Int64(text.dropFirst(2), radix: 16) : Int64(text)
    }
    guard let base = words.first.flatMap(number) else { return problems.append("no engine") }
    var block = EngineBlock(
      base: base, address: 0, count: 1, control: nil, status: 12, busyMask: 2,
      direction: .deviceReads)
    var rest = words.dropFirst()
    while let key = rest.popFirst(), let value = rest.popFirst() {
      switch key {
      case "direction":
        block.direction =
          value == "both" ? .both : value == "writes" ? .deviceWrites : .deviceReads
      case "count": block.count = number(value) ?? 1
      case "control": block.control = number(value)
      case "length": block.length = number(value)
      case "mask": block.addressMask = number(value) ?? -1
      default: problems.append("an engine has no '\(key)'")
      }
    }
    table.blocks.append(block)
  }

  /// What a program's text looks like as a fixture.
  static func text(_ program: TrialProgram, _ comparison: TrialJudge.Comparison) -> String {
    func list(_ clauses: some Sequence<MachineClause>) -> String {
      let names = clauses.sorted().map(\.rawValue)
      return names.isEmpty ? "nothing" : names.joined(separator: " ")
    }
    var lines = ["// why: ", "// platform: \(program.platform.rawValue)"]
    for block in TrialWorld.table(program).blocks where program.uses(block) {
      var words = "0x" + String(block.base, radix: 16)
      let direction =
        switch block.direction {
        case .deviceReads: "reads"
        case .deviceWrites: "writes"
        case .both: "both"
        }
      words += " direction \(direction) count \(block.count)"
      if let control = block.control { words += " control \(control)" }
      if let length = block.length { words += " length \(length)" }
      if block.addressMask != -1 { words += " mask \(block.addressMask)" }
      lines.append("// engine: \(words)")
    }
    lines.append("// broken: \(list(comparison.broken))")
    if !comparison.unknown.isEmpty {
      lines.append("// undecided: \(list(comparison.unknown.keys))")
    }
    let text = TrialFlow.text(program)
    let used = text.split(separator: "\n").filter { !$0.hasPrefix("func trial_") }
      .joined(separator: "\n")
    lines += text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      guard line.hasPrefix("func trial_") else { return String(line) }
      let name = line.dropFirst(5).prefix { $0 != " " }
      return used.contains("call \(name)(") ? String(line) : nil
    }
    return lines.joined(separator: "\n")
  }
}

extension TrialProgram {
  fileprivate func uses(_ block: EngineBlock) -> Bool {
    channels.indices.contains { (number: Int) -> Bool in
      TrialWorld.base(number) == block.base
        && statements.contains {
          if case .start(number, _, _, _) = $0 { true } else { false }
        } && (channels[number].style == .registers || channels[number].style == .mailbox)
    }
  }
}
