/// `forEach` and `map`: a closure is run with the elements of a sequence, as a loop's body is.
extension Interpreter {
  /// Rounds through elements of which nobody knows how many there are: what one round leaves behind is
  /// met by the next.
  private static let openRounds = 2

  /// A path through the sequence, with what the closure has returned on it.
  private struct Pass {
    var values: [Value]
    var state: State
  }

  /// Runs the closure with each element; the result is an array of what it returns where it is asked for.
  func each(
    _ sequence: Value, _ body: Value, makesArray: Bool, _ site: Site, _ state: State,
    _ activation: Activation
  ) -> [Outcome] {
    let id = storage(.made(site, activation.running, "sequence")) {
      Storage(kind: .local, name: "", type: nil, site: site, isTemporary: true)
    }
    let place = Place.memory(Pointer(id))
    var state = state
    state.memory[id] = unrolled(sequence, site, &state, activation) ?? sequence
    var passes = [Pass(values: [], state: state)]
    var outcomes: [Outcome] = []
    func end(_ pass: Pass, isWhole: Bool) {
      var pass = pass
      pass.state.memory[id] = nil
      let made =
        makesArray
        ? collected(isWhole ? pass.values : [], site, &pass.state, activation) : Value.unknown
      outcomes.append(Outcome(kind: .returned, value: made, state: pass.state))
    }
    var round = 0
    while !passes.isEmpty, round <= Interpreter.elementLimit {
      round += 1
      var following: [Pass] = []
      for pass in passes {
        for loaded in next(of: place, site, pass.state, activation) {
          if loaded.value == .null {
            end(Pass(values: pass.values, state: loaded.state), isWhole: true)
            continue
          }
          for outcome in apply(body, [.value(loaded.value)], site, loaded.state, activation) {
            if outcome.kind == .threw {
              var outcome = outcome
              outcome.state.memory[id] = nil
              outcomes.append(outcome)
              continue
            }
            following.append(Pass(values: pass.values + [outcome.value], state: outcome.state))
          }
        }
      }
      passes = Array(following.prefix(Interpreter.alternativeLimit))
      let isCounted = passes.contains {
        Interpreter.round(of: $0.state.memory[id] ?? .unknown) != nil
      }
      if !isCounted, round >= Interpreter.openRounds { break }
    }
    for pass in passes { end(pass, isWhole: false) }
    return outcomes
  }

  /// A few numbers as a list of them.
  private func unrolled(
    _ sequence: Value, _ site: Site, _ state: inout State, _ activation: Activation
  ) -> Value? {
    guard case .range(.integer(let low), .integer(let high), let isClosed) = sequence,
      high >= low, case let (distance, isTooLarge) = high.subtractingReportingOverflow(low),
      !isTooLarge, distance < Int64(Interpreter.elementLimit), isClosed || high > low
    else { return nil }
    let id = storage(.made(site, activation.running, "numbers")) {
      Storage(kind: .literal, name: "", type: nil, site: site)
    }
    var members: [String: Value] = [:]
    for number in low...(isClosed ? high : high - 1) {
      members[String(number - low)] = .integer(number)
    }
    state.memory[id] = .aggregate(nil, members)
    return .array(id)
  }

  private func collected(
    _ values: [Value], _ site: Site, _ state: inout State, _ activation: Activation
  ) -> Value {
    let id = array(
      of: nil, count: values.isEmpty ? nil : Int64(values.count), site, &state, activation)
    if (1...Interpreter.elementLimit).contains(values.count) {
      let members = values.enumerated().map { (String($0), $1) }
      state.memory[id] = .aggregate(nil, Dictionary(uniqueKeysWithValues: members))
    }
    return .array(id)
  }
}
