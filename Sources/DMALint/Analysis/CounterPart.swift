/// What a program takes of a counter to choose between a few things: its value modulo a small number.
struct CounterPart: Hashable {
  /// `&` or `%`.
  var sign: String
  var limit: Int64

  /// The counter's values that are the same part lie so far apart.
  var period: Int64 { sign == "&" ? limit &+ 1 : limit }

  func of(_ number: Int64) -> Int64 { sign == "&" ? number & limit : number % limit }

  /// The part of a sum, where that of one summand is known.
  func of(_ part: Int64, plus step: Int64) -> Int64? {
    // The program may have written any number: `x % 0`, `x & -1`.
    guard part >= 0, step.magnitude < 1 << 32, period > 0 else { return nil }
    let sum = (part &+ step) % period
    // A remainder has the sign of its dividend, and what lies below zero is not known to.
    if sign == "%", part &+ step < 0 { return nil }
    return sum < 0 ? sum &+ period : sum
  }
}

/// Counters whose low bits say whose turn it is, round by round.
extension Interpreter {
  /// What the counters of a loop, as they come back to its header, are not less than.
  func minima(at block: Int, _ activation: Activation, _ state: State)
    -> [(symbol: SymbolID, minimum: Int64)]
  {
    state.facts.compactMap { symbol, fact in
      guard let minimum = fact.minimum,
        case .merged(activation.frame, block: UInt32(block), let region) = term(symbol)
      else { return nil }
      var place = Pointer(region.storage)
      place.region = region
      guard case .symbol(let value) = peek(place, state) else { return nil }
      if value == symbol { return (symbol, minimum) }
      guard case .binary("+", .symbol(symbol), .integer(let step)) = term(value),
        step.magnitude < 1 << 32, minimum.magnitude < 1 << 62
      else { return nil }
      return (value, minimum + step)
    }
  }

  /// What a counter that only goes up is never less than. A bound that is given up does not come back,
  /// so that a counter that goes down has none.
  func commonMinimum(
    _ a: Value, _ left: State, _ b: Value, _ right: State, _ joined: Value, _ storage: StorageID
  ) -> [(symbol: SymbolID, minimum: Int64)] {
    guard case .symbol(let id) = joined, case .merged = term(id),
      let x = bounds(a, left).0, let y = bounds(b, right).0
    else { return [] }
    // One that wraps around begins anew at 0.
    let isNarrow = ["UInt8", "UInt16", "Int8", "Int16"].contains(self[storage].type?.name)
    let minimum = min(x, y)
    guard !isNarrow || minimum <= 0 else { return [] }
    if a == joined, y < x { return [] }
    if b == joined, x < y { return [] }
    return [(id, minimum)]
  }

  private static let largestPeriod: Int64 = 8

  func notePart(_ sign: String, _ limit: Value) {
    guard case .integer(let limit) = limit, limit > 0, limit <= Interpreter.largestPeriod,
      sign == "%" ? limit > 1 : limit & (limit &+ 1) == 0
    else { return }
    let part = CounterPart(sign: sign, limit: limit)
    if !parts.contains(part) { parts.append(part) }
  }

  /// At a loop's header, a counter that has been moved on is the counter of the next round: what is known
  /// of its parts is known of those of the sum.
  func renamingCounters(at block: Int, _ activation: Activation, _ state: inout State)
    -> [(SymbolID, Int64)]
  {
    var found: [(SymbolID, Int64)] = []
    guard !parts.isEmpty, !state.transfers.isEmpty else { return found }
    for (symbol, fact) in state.facts {
      guard let known = fact.equals?.integerValue,
        case .binary(let sign, .symbol(let counter), .integer(let limit)) = term(symbol),
        sign == "&" || sign == "%",
        case .merged(activation.frame, block: UInt32(block), let region) = term(counter)
      else { continue }
      var place = Pointer(region.storage)
      place.region = region
      let value = peek(place, state)
      if value == .symbol(counter) {
        found.append((symbol, known))
      } else if case .symbol(let sum) = value,
        case .binary("+", .symbol(counter), .integer(let step)) = term(sum),
        let part = CounterPart(sign: sign, limit: limit).of(known, plus: step)
      {
        found.append((symbol, part))
      }
    }
    for (symbol, _) in found {
      guard case .binary(_, .symbol(let counter), _) = term(symbol),
        case .merged(_, _, let region) = term(counter)
      else { continue }
      var place = Pointer(region.storage)
      place.region = region
      poke(.symbol(counter), at: place, &state)
    }
    return found
  }

  /// Two values become one: what their parts have in common is known of it.
  func commonParts(_ a: Value, _ left: State, _ b: Value, _ right: State, _ joined: Value)
    -> [(symbol: SymbolID, part: Int64)]
  {
    if case .aggregate(_, let members) = joined, case .aggregate(_, let x) = a,
      case .aggregate(_, let y) = b
    {
      return members.keys.sorted().filter { x[$0] != y[$0] }.flatMap { name in
        commonParts(
          x[name] ?? .unknown, left, y[name] ?? .unknown, right, members[name] ?? .unknown)
      }
    }
    guard case .symbol = joined else { return [] }
    return parts.compactMap { part in
      guard let known = known(part, of: a, left), known == self.known(part, of: b, right),
        case .symbol(let id) = symbol(.binary(part.sign, joined, .integer(part.limit)))
      else { return nil }
      return (id, known)
    }
  }

  /// A part of a number, of a sum or of a value of which the path knows it.
  private func known(_ part: CounterPart, of value: Value, _ state: State) -> Int64? {
    switch value {
    case .integer(let number): return part.of(number)
    case .symbol(let id):
      if let known = fact(part, of: value, state) { return known }
      guard case .binary("+", let base, .integer(let step)) = term(id) else { return nil }
      return fact(part, of: base, state).flatMap { part.of($0, plus: step) }
    default: return nil
    }
  }

  private func fact(_ part: CounterPart, of value: Value, _ state: State) -> Int64? {
    guard case .symbol(let id) = symbol(.binary(part.sign, value, .integer(part.limit))) else {
      return nil
    }
    return state.facts[id]?.equals?.integerValue
  }
}
