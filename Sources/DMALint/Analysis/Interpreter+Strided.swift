/// `stride(from:to:by:)`: every so many numbers of a range.
extension Interpreter {
  private static let strided = FlowType("StrideTo")

  static func strided(_ numbers: Value, by step: Int64) -> Value {
    .aggregate(strided, ["numbers": numbers, "step": .integer(step), "begun": .no])
  }

  /// The next number, one alternative with it and one at the end; nil where the place holds no such
  /// sequence.
  func nextStrided(
    of place: Place, _ held: Value, _ site: Site, _ state: State, _ activation: Activation
  ) -> [Loaded]? {
    guard case .aggregate(Interpreter.strided, let members) = held,
      case .range(let low, let high, let isClosed)? = members["numbers"],
      let step = members["step"]?.integerValue, step > 0
    else { return nil }
    var state = state
    let isFirst = members["begun"] == .no
    if isFirst, case .memory(let pointer) = place {
      var begun = members
      begun["begun"] = .yes
      poke(.aggregate(Interpreter.strided, begun), at: pointer, &state)
    }
    let ended = Loaded(value: .null, state: state)
    let round = symbol(.made(site, activation.running))
    forget(round, &state)
    if case .symbol(let id) = round {
      var fact = Fact(minimum: 0, differs: [.null])
      if let first = low.integerValue, let last = bounds(high, state).1, first.magnitude < 1 << 40,
        last.magnitude < 1 << 40
      {
        let end = isClosed ? last : last - 1
        guard end >= first else { return [ended] }
        fact.maximum = (end - first) / step
      }
      state.facts[id] = fact
    }
    let element = binary("+", low, binary("*", round, .integer(step), state), state)
    if case .symbol(let id) = element { state.facts[id, default: Fact()].differs.insert(.null) }
    // A loop over numbers that are there is gone through once at least.
    let isFilled = truth(binary(isClosed ? "<=" : "<", low, high, state), state) == true
    return [Loaded(value: element, state: state)] + (isFirst && isFilled ? [] : [ended])
  }
}
