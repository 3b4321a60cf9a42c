/// The texts of barrier instructions: one spelling for each, and which is as strong as which.
public enum BarrierText {
  /// The instructions that order memory, by their first word.
  public static let mnemonics = [
    "dmb", "dsb", "isb", "fence", "fence.i", "memw", "extw", "mcr", "mfence", "sfence", "lfence",
    "sync",
  ]

  /// The options of `dmb` and `dsb` by the number that encodes them (Arm ARM, DDI 0487, C6.2, DMB).
  private static let armOptions: [Int: String] = [
    15: "sy", 14: "st", 13: "ld", 11: "ish", 10: "ishst", 9: "ishld", 7: "nsh", 6: "nshst",
    5: "nshld", 3: "osh", 2: "oshst", 1: "oshld",
  ]

  public static func isBarrier(_ normalised: String) -> Bool {
    let mnemonic = normalised.prefix { $0 != " " }
    return mnemonics.contains { $0 == mnemonic }
  }

  /// One spelling for an instruction: lower case, one space behind the mnemonic and none behind
  /// commas, `dmb` and `dsb` with a named option, the bits of a RISC-V `fence` in the order `iorw`.
  public static func normalised(_ text: String) -> String {
    let words = text.lowercased().split(whereSeparator: { " \t\n;".contains($0) })
    guard let mnemonic = words.first else { return "" }
    let operands = words.dropFirst().joined()
    switch mnemonic {
    case "dmb", "dsb":
      return "\(mnemonic) \(armOption(operands))"
    case "fence":
      guard !operands.isEmpty else { return "fence iorw,iorw" }
      let sets = operands.split(separator: ",").map { set in "iorw".filter(set.contains) }
      return "fence \(sets.joined(separator: ","))"
    default:
      return operands.isEmpty ? String(mnemonic) : "\(mnemonic) \(operands)"
    }
  }

  private static func armOption(_ operand: String) -> String {
    guard !operand.isEmpty else { return "sy" }
    let digits = operand.drop { $0 == "#" }
    let number = digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
    return number.flatMap { armOptions[$0] } ?? operand
  }

  /// Whether an instruction does what `demand` asks for: it is the same, it matches a pattern that
  /// ends with `*`, or it is a RISC-V fence with at least the demanded sets.
  public static func satisfies(_ instruction: String, _ demand: String) -> Bool {
    if demand.hasSuffix("*") { return instruction.hasPrefix(demand.dropLast()) }
    if instruction == demand { return true }
    guard let given = fenceSets(instruction), let asked = fenceSets(demand) else { return false }
    return asked.before.allSatisfy(given.before.contains)
      && asked.after.allSatisfy(given.after.contains)
  }

  private static func fenceSets(_ text: String) -> (before: Substring, after: Substring)? {
    guard text.hasPrefix("fence ") else { return nil }
    let sets = text.dropFirst("fence ".count).split(separator: ",")
    return sets.count == 2 ? (sets[0], sets[1]) : nil
  }
}

extension Platform.BarrierTable {
  public enum Side: Sendable { case beforeStart, afterCompletion }

  /// Whether a barrier instruction orders memory against the device on this side of a transfer.
  public func isSufficient(_ instruction: String, _ side: Side) -> Bool {
    let demands = side == .beforeStart ? sufficientBefore : sufficientAfter
    let normalised = BarrierText.normalised(instruction)
    return demands.contains { BarrierText.satisfies(normalised, $0) }
  }
}
