/// Uses of values: elements of sequences, indices and lengths.
extension Interpreter {
  /// The next element of a sequence: one alternative with an element, one at its end.
  func next(of place: Place, _ site: Site, _ state: State, _ activation: Activation) -> [Loaded] {
    var state = state
    let held = resolved(peek(place, state), state)
    if let parts = nextEnumerated(of: place, held, site, state, activation) { return parts }
    if let parts = nextStrided(of: place, held, site, state, activation) { return parts }
    let content = Interpreter.unbegun(held)
    if case .memory(let pointer) = place, content == held {
      poke(Interpreter.begun(held), at: pointer, &state)
    }
    let isFirst = content == held
    if !siblings.isEmpty { join(ChildTask(frame: activation.frame), &state) }
    let ended = Loaded(value: .null, state: state)
    switch content {
    case .range(.integer(let low), .integer(let high), let isClosed) where followsRounds:
      let round = isFirst ? 0 : Interpreter.round(of: held) ?? 0
      let element = low &+ round
      guard isClosed ? element <= high : element < high, case .memory(let pointer) = place else {
        return [ended]
      }
      poke(Interpreter.begun(content, round: round &+ 1), at: pointer, &state)
      return [Loaded(value: .integer(element), state: state)]
    case .range(.pointer(let low), .pointer(let high), _) where low.region == high.region:
      if isFirst, case .memory(let pointer) = place {
        poke(.aggregate(nil, [Interpreter.begunMember: content]), at: pointer, &state)
      }
      let element = Value.pointer(isFirst ? low : low.moved(by: nil))
      return [Loaded(value: element, state: state)] + (isFirst ? [] : [ended])
    case .range(let low, let high, let isClosed):
      var element = symbol(.made(site, activation.running))
      if isUncheckedDeviceData(high, state) || bounds(high, state).1 != nil && isDeviceData(high) {
        // An index that only a device's value bounds is the device's choice too.
        element = symbol(.binary("in", element, high))
      }
      forget(element, &state)
      if case .symbol(let id) = element {
        var fact = Fact()
        fact.minimum = bounds(low, state).0
        if case .symbol = low { fact.least = low }
        fact.maximum = bounds(high, state).1.map { isClosed ? $0 : $0 &- 1 }
        fact.differs = [.null]
        if let low = fact.minimum, let high = fact.maximum, low > high { return [ended] }
        state.facts[id] = fact
      }
      let isFilled =
        low.integerValue.flatMap { first in
          high.integerValue.map { isClosed ? first <= $0 : first < $0 }
        } == true
      if isFirst, isFilled { return [Loaded(value: element, state: state)] }
      return [Loaded(value: element, state: state), ended]
    case .buffer(let pointer, let count):
      use(length: count, site, &state)
      let value = element(pointer, count, site, &state, activation)
      return [Loaded(value: value, state: state), ended]
    case .array(let storage):
      noteMappings(inTable: storage, site, &state)
      var ended = ended
      if followsRounds, let table = tables[storage], case .memory(let pointer) = place {
        let round = isFirst ? 0 : Int(Interpreter.round(of: held) ?? 0)
        guard table.indices.contains(round) else { return [ended] }
        poke(Interpreter.begun(content, round: Int64(round) + 1), at: pointer, &state)
        return [Loaded(value: table[round].value, state: state)]
      }
      if let members = listedElements(of: content, state) {
        if case .memory(let pointer) = place, let round = isFirst ? 0 : Interpreter.round(of: held)
        {
          // A table that is known is gone through in its order.
          guard let element = members[String(round)] else { return [ended] }
          poke(Interpreter.begun(content, round: round + 1), at: pointer, &state)
          return [Loaded(value: element, state: state)]
        }
        endsHandles(storage, activation, &ended.state)
        return (0..<members.count).map {
          Loaded(value: members[String($0)] ?? .unknown, state: state)
        } + (isFirst ? [] : [ended])
      }
      endsHandles(storage, activation, &ended.state)
      let value =
        anyElement(of: storage, state)
        ?? element(Pointer(storage), .unknown, site, &state, activation)
      // The next block is not the one that a round before has freed.
      for pointer in pointers(in: value) { state.freed[pointer.region.storage] = nil }
      if isFirst, hasElements(storage, state) {
        return [Loaded(value: value, state: state)]
      }
      return [Loaded(value: value, state: state), ended]
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .register, .aggregate, .enumCase,
      .object, .closure, .function, .type:
      let element = symbol(.made(site, activation.running))
      forget(element, &state)
      if case .symbol(let id) = element { state.facts[id] = Fact(differs: [.null]) }
      return [Loaded(value: element, state: state), ended]
    }
  }

  /// A sequence of which a loop has taken an element: only then can the loop be over, where the sequence
  /// is known not to be empty.
  static func begun(_ sequence: Value) -> Value {
    switch sequence {
    case .range(.integer, .integer, _), .array: .aggregate(nil, [begunMember: sequence])
    default: sequence
    }
  }

  /// A sequence of known elements of which a loop has taken so many.
  private static func begun(_ sequence: Value, round: Int64) -> Value {
    .aggregate(nil, [begunMember: sequence, roundMember: .integer(round)])
  }

  /// How many elements a loop has taken, where that is known.
  static func round(of sequence: Value) -> Int64? {
    guard case .aggregate(nil, let members) = sequence, members[begunMember] != nil else {
      return nil
    }
    return members[roundMember]?.integerValue
  }

  /// Whether a loop goes through known elements in their order.
  func countsRounds(_ state: State) -> Bool {
    state.memory.contains { self[$0.key].isTemporary && Interpreter.round(of: $0.value) != nil }
  }

  /// The sequence itself.
  static func unbegun(_ sequence: Value) -> Value {
    if case .aggregate(nil, let members) = sequence, let inner = members[begunMember] {
      return inner
    }
    return sequence
  }

  static func isBegun(_ sequence: Value) -> Bool { unbegun(sequence) != sequence }

  private static let begunMember = "*begun"
  private static let roundMember = "*round"

  private func element(
    _ pointer: Pointer, _ count: Value, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) -> Value {
    let bytes = binary("*", count, .integer(Int64(pointer.stride ?? 1)), state)
    touch(pointer, isWrite: false, length: bytes, site, &state, activation)
    let region = pointer.region.trackable
    let isFromDevice = facts(overlapping: region, state)?.deviceWritten.isEmpty == false
    let element = symbol(
      isFromDevice
        ? .deviceData(region, site, offset: nil, width: pointer.stride ?? 0)
        : .made(site, activation.running))
    forget(element, &state)
    if case .symbol(let id) = element { state.facts[id] = Fact(differs: [.null]) }
    return element
  }

  /// A value is used as an index or offset into memory, unless all that it can be lies within that.
  func note(
    index: Value, into base: Value? = nil, stride: UInt32? = nil, _ site: Site,
    _ state: inout State, isTrapping: Bool = false
  ) {
    guard !isTrapping else { return }
    if let pointer = base?.pointer, isWithin(index, pointer, stride ?? pointer.stride ?? 1, state) {
      return
    }
    if isUncheckedDeviceData(index, state) || isUncheckedBelow(index, state) {
      showUse(index, as: "index", site, &state)
    } else if case .symbol(let id) = index, bounds(index, state).1 == nil,
      let limit = state.facts[id]?.below, isUncheckedDeviceData(limit, state)
    {
      showUse(limit, as: "the bound of an index", site, &state)
    } else if let pointer = base?.pointer,
      let chosen = beyond(index, pointer, stride ?? pointer.stride ?? 1, state)
    {
      showUse(chosen, as: "index", site, &state, isBounded: true)
    }
  }

  /// A number becomes a pointer.
  func use(address: Value, _ site: Site, _ state: inout State) {
    var data = address
    // A mask makes a bus address the core's: it checks nothing.
    if case .symbol(let id) = address, case .binary("&", let whole, .integer(let mask)) = term(id),
      mask > 0xFF_FFFF, state.facts[id] == nil
    {
      data = whole
    }
    guard isUncheckedDeviceData(data, state), case .symbol(let id) = data,
      state.facts[id]?.differs.isEmpty != false, !isAnswerChecked(data, state)
    else { return }
    showUse(data, as: "pointer", site, &state)
  }

  /// Whether the program has looked at another word of what holds the value, as at an answer's code.
  private func isAnswerChecked(_ value: Value, _ state: State) -> Bool {
    let regions = Set(origins(of: value).compactMap(\.memory))
    return state.facts.contains { symbol, fact in
      (fact.equals != nil || !fact.differs.isEmpty || fact.maximum != nil)
        && .symbol(symbol) != value
        && origins(of: .symbol(symbol)).contains { $0.memory.map(regions.contains) == true }
    }
  }

  /// A slice as what its indices count in.
  func unsliced(_ value: Value) -> Value {
    guard case .buffer(let pointer, let count) = value, pointer.firstIndex != 0 else {
      return value
    }
    return .buffer(pointer.unsliced, count: count)
  }

  /// What a device chooses of an index whose check is there and lets it lie behind the memory's end.
  private func beyond(
    _ index: Value, _ pointer: Pointer, _ stride: UInt32, _ state: State
  ) -> Value? {
    guard case .symbol(let id) = index, pointer.region.path.isEmpty,
      let offset = pointer.offset, 0..<1 << 40 ~= offset,
      let size = self[pointer.region.storage].size,
      let highest = bounds(index, state).1, 0..<1 << 32 ~= highest,
      stride > 0,
      size <= UInt64(offset) || UInt64(highest) > (size - UInt64(offset) - 1) / UInt64(stride)
    else { return nil }
    let facts = state.facts[id]
    guard facts?.isWidened != true else { return nil }
    for value in [index, facts?.below].compactMap({ $0 }) where isDeviceData(value) {
      if case .symbol(let data) = value, state.facts[data]?.isWidened == true { return nil }
      return value
    }
    return nil
  }

  /// Whether a device wrote what a value is made of.
  func isDeviceData(_ value: Value) -> Bool {
    guard case .symbol = value else { return false }
    return origins(of: value).contains { if case .deviceData = $0 { true } else { false } }
  }

  /// Whether the types of what an index is made of say that it stays within the memory.
  private func isWithin(
    _ index: Value, _ pointer: Pointer, _ stride: UInt32, _ state: State
  ) -> Bool {
    guard pointer.region.path.isEmpty, let offset = pointer.offset, offset >= 0,
      let size = self[pointer.region.storage].size, let highest = highest(index, state),
      highest < 1 << 32
    else { return false }
    let (end, isTooLarge) = (UInt64(highest + 1) * UInt64(stride))
      .addingReportingOverflow(UInt64(offset))
    return !isTooLarge && end <= size
  }

  /// The largest number that a value can be by its types, where it cannot be negative.
  private func highest(_ value: Value, _ state: State, depth: Int = 0) -> Int64? {
    if let number = value.integerValue { return number >= 0 ? number : nil }
    guard depth < 6, case .symbol(let id) = value else { return nil }
    let (low, high) = bounds(value, state)
    if let high, let low, low >= 0, high >= 0 { return high }
    func part(_ value: Value) -> Int64? { highest(value, state, depth: depth + 1) }
    switch term(id) {
    case .deviceData(let region, _, _, let known):
      var member = Pointer(region.storage, path: region.path)
      member.stride = nil
      guard !self[region.storage].isSigned,
        let width = known > 0 ? UInt64(known) : type(of: member, state).flatMap(self.size(of:)),
        width <= 4
      else { return nil }
      return 1 << (8 * Int64(width)) - 1
    case .merged(_, _, let region), .initial(let region):
      switch type(of: Pointer(region.storage, path: region.path), state)?.name {
      case "UInt8": return 0xFF
      case "UInt16": return 0xFFFF
      default: return nil
      }
    case .binary("&", let a, let b): return [part(a), part(b)].compactMap { $0 }.min()
    case .binary("|", let a, let b), .binary("^", let a, let b):
      guard let x = part(a), let y = part(b), x | y < 1 << 32 else { return nil }
      return Int64(UInt64(1) << (64 - UInt64(x | y).leadingZeroBitCount)) - 1
    case .binary("+", let a, let b):
      guard let x = part(a), let y = part(b), x < 1 << 32, y < 1 << 32 else { return nil }
      return x + y
    case .binary("truncate", _, .integer(let bits)) where 0..<32 ~= bits: return 1 << bits - 1
    case .binary("*", let a, let b):
      guard let x = part(a), let y = part(b), x < 1 << 31, y < 1 << 31 else { return nil }
      return x * y
    case .binary(">>", let a, .integer(let bits)) where 0..<32 ~= bits:
      return part(a).map { $0 >> bits }
    default: return nil
    }
  }

  /// A value is used as a length.
  func use(length: Value, _ site: Site, _ state: inout State) {
    guard isUncheckedDeviceData(length, state) else { return }
    showUse(length, as: "length", site, &state)
  }

  private func showUse(
    _ value: Value, as role: String, _ site: Site, _ state: inout State, isBounded: Bool = false
  ) {
    guard !isRehearsal else { return }
    for rule in rules {
      let point = Point(
        event: .used(value, as: role, isBounded: isBounded), site: site, state: state,
        frame: FrameID(index: 0),
        interpreter: self)
      for candidate in rule.look(point) { report(candidate, &state) }
    }
  }

  /// Whether a device wrote the value and nothing bounds it.
  func isUncheckedDeviceData(_ value: Value, _ state: State) -> Bool {
    guard !isLimited(value, state), !isChosen(value) else { return false }
    return origins(of: value).contains { origin in
      switch origin {
      case .deviceData: true
      case .flagRead(let region, _, _, _): isDeviceWritable(region, state)
      default: false
      }
    }
  }

  /// Whether a number, or what a comparison has limited it by, bounds a value from above.
  private func isLimited(_ value: Value, _ state: State, depth: Int = 0) -> Bool {
    guard case .symbol(let id) = value, bounds(value, state).1 == nil else { return true }
    if state.facts[id]?.isLimited == true { return true }
    guard depth < 6, case .binary(let sign, let a, let b) = term(id) else { return false }
    func isHarmless(_ part: Value) -> Bool {
      origins(of: part).isEmpty || isLimited(part, state, depth: depth + 1)
    }
    switch sign {
    case "+", "-", "*", "/", ">>", "<<", "|", "^": return isHarmless(a) && isHarmless(b)
    default: return false
    }
  }

  /// Two ways meet, and a value is on one of them what a device wrote and nobody has checked.
  func noteUnchecked(_ a: Value, _ b: Value, _ joined: Value, _ left: State, _ right: State) {
    guard case .symbol(let id) = joined, case .merged = term(id) else { return }
    for (value, state) in [(a, left), (b, right)] where value != joined {
      guard isUncheckedDeviceData(value, state), case .symbol(let one) = value,
        !limitedOnce.contains(one)
      else { continue }
      var known = uncheckedMerges[id] ?? []
      for origin in origins(of: value) where known.count < 4 && !known.contains(origin) {
        if case .deviceData = origin { known.append(origin) }
      }
      if !known.isEmpty { uncheckedMerges[id] = known }
    }
  }

  /// Whether a device wrote the value, which may be negative, and nothing says that it is not.
  private func isUncheckedBelow(_ value: Value, _ state: State) -> Bool {
    guard bounds(value, state).0 == nil, !isChosen(value), case .symbol(let id) = value,
      case .deviceData(let region, _, _, _) = term(id)
    else { return false }
    return self[region.storage].isSigned
  }

  /// Whether a value was chosen by what a status said: one of the program's own numbers.
  private func isChosen(_ value: Value) -> Bool {
    guard case .symbol(let id) = value else { return false }
    switch term(id) {
    case .merged: return choices.contains(id)
    case .binary(_, let a, .integer): return isChosen(a)
    default: return false
    }
  }

  /// Whether a transfer in flight may write the region.
  private func isDeviceWritable(_ region: Region, _ state: State) -> Bool {
    guard handlerWrites[region] == nil else { return false }
    return state.transfers.values.contains { facts in
      facts.buffers.contains {
        $0.pointer.region.overlaps(region) && $0.direction != .deviceReads
      }
    }
  }

  /// An earlier read of the same word that a comparison has bounded, and the read that came after it.
  func secondFetch(of value: Value, _ state: State) -> (checked: Site, again: Site, region: Region)?
  {
    for origin in origins(of: value) {
      guard let (region, offset, again) = origin.fetch else { continue }
      for (symbol, fact) in state.facts.sorted(by: { $0.key < $1.key })
      where fact.maximum != nil {
        for other in origins(of: .symbol(symbol)) {
          guard let earlier = other.fetch, earlier.region == region, earlier.offset == offset,
            earlier.site != again
          else { continue }
          return (earlier.site, again, region)
        }
      }
    }
    return nil
  }
}

extension Term {
  /// The memory that a device may have written and that this is read from.
  fileprivate var memory: Region? {
    switch self {
    case .flagRead(let region, _, _, _), .deviceData(let region, _, _, _): region
    case .registerRead, .poll, .made, .outcome, .initial, .parameter, .merged, .binary, .unary,
      .isCase, .payload:
      nil
    }
  }

  /// The word of such memory, and the read.
  fileprivate var fetch: (region: Region, offset: Int64, site: Site)? {
    switch self {
    case .flagRead(let region, let offset?, let site, _),
      .deviceData(let region, let site, let offset?, _):
      (region, offset, site)
    case .flagRead, .deviceData, .registerRead, .poll, .made, .outcome, .initial, .parameter,
      .merged, .binary, .unary, .isCase, .payload:
      nil
    }
  }
}
