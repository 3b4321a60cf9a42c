/// Questions about enum values that are no branches.
extension SILFunctionLowering {
  /// `select_enum %0, case #Optional.some!enumelt: %1, default %2`: where it only says which case it
  /// is, that is a test.
  mutating func selectEnum(_ instruction: SILInstruction) {
    guard let subject = instruction.operands.first, let answer = answer(instruction) else {
      return define(instruction, emit(.unknown))
    }
    let value: ValueID
    if instruction.opcode == "select_enum_addr", let place = place(subject) {
      value = emit(.load(place, .plain))
    } else {
      value = plain(subject)
    }
    let isCase = emit(test(value, answer.member))
    define(instruction, answer.isTrue ? isCase : emit(.unary(.not, isCase)))
  }

  /// The one case that is answered differently from all others.
  private func answer(_ instruction: SILInstruction) -> (member: String, isTrue: Bool)? {
    var cases: [(member: String, isTrue: Bool)] = []
    var other: Bool?
    var pending: String?
    var isSubject = true
    for token in instruction.tokens {
      switch token {
      case .member(let member): pending = member
      case .value(let number):
        if isSubject {
          isSubject = false
          continue
        }
        guard let isTrue = booleans[number] else { return nil }
        if let member = pending { cases.append((member, isTrue)) } else { other = isTrue }
        pending = nil
      case .word, .type, .annotation, .attribute, .symbol, .string, .number, .punctuation: break
      }
    }
    let odd = cases.filter { $0.isTrue != (other ?? false) }
    if odd.count == 1 { return odd[0] }
    guard other == nil, cases.count > 1 else { return nil }
    let negative = cases.filter { !$0.isTrue }
    return negative.count == 1 ? negative[0] : nil
  }
}
