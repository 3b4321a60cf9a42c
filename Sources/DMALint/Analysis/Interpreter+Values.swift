/// Arithmetic, comparisons, and what a branch teaches.
extension Interpreter {
  // MARK: Computing

  func unary(_ op: Operation.UnaryOperator, _ operand: Value, _ state: State) -> Value {
    let value = resolved(operand, state)
    switch op {
    case .unwrap: return value
    case .isSome:
      switch value {
      case .null: return .no
      case .symbol(let id) where isNeverNull(id, state): return .yes
      case .unknown, .symbol: return symbol(.unary(.isSome, value))
      case .integer, .constant, .pointer, .buffer, .register, .aggregate, .enumCase, .object,
        .array, .closure, .function, .type, .range:
        return .yes
      }
    case .not:
      if let integer = value.integerValue { return .boolean(integer == 0) }
      if value == .unknown { return .unknown }
      return symbol(.unary(.not, value))
    case .negate:
      if let integer = value.integerValue { return .integer(0 &- integer) }
      return value == .unknown ? .unknown : symbol(.unary(.negate, value))
    case .complement:
      if let integer = value.integerValue { return .integer(~integer) }
      return value == .unknown ? .unknown : symbol(.unary(.complement, value))
    case .other: return value == .unknown ? .unknown : symbol(.unary(.other, value))
    }
  }

  /// Whether the declaration that a value comes from has no room for nil.
  private func isNeverNull(_ id: SymbolID, _ state: State) -> Bool {
    switch term(id) {
    case .initial(let region):
      var place = Pointer(region.storage)
      place.region = region
      guard let type = type(of: place, state) else { return false }
      return program.type(named: type.name)?.keyword == .struct
    case .parameter(let function, let index):
      let parameters = program.function(function).parameters
      guard parameters.indices.contains(index), let type = parameters[index].type else {
        return false
      }
      return program.type(named: type.name)?.keyword == .struct
    case .registerRead, .flagRead, .deviceData, .poll, .made, .outcome, .merged, .binary, .unary,
      .isCase, .payload:
      return state.facts[id]?.differs.contains(.null) == true
    }
  }

  func binary(_ op: String, _ left: Value, _ right: Value, _ state: State) -> Value {
    let a = resolved(left, state)
    let b = resolved(right, state)
    if let x = a.integerValue, let y = b.integerValue, let result = fold(op, x, y) {
      if op == "&" || op == "%" { notePart(op, b) }
      return .integer(result)
    }
    if op == "&" || op == "%" { notePart(op, b) }
    if let part = partOfSum(op, a, b, state) { return .integer(part) }
    switch op {
    case "..<": return .range(a, b, isClosed: false)
    case "...": return .range(a, b, isClosed: true)
    case "==", "===": return equality(a, b, state)
    case "!=", "!==": return unary(.not, equality(a, b, state), state)
    case "<", ">", "<=", ">=":
      if let known = ordering(op, a, b, state) { return .boolean(known) }
    case "+", "-":
      if let pointer = a.pointer {
        if let other = b.pointer, op == "-", other.region == pointer.region,
          let x = pointer.offset, let y = other.offset
        {
          return .integer(x &- y)
        }
        if op == "+", let alias = b.integerValue, alias & 0x0FFF_FFFF == 0, alias > 0,
          platform.engines.contains(where: { $0.busAlias != nil })
        {
          return launder("|", a, b) ?? .unknown
        }
        if let other = b.pointer, op == "-", let distance = distance(pointer, other) {
          return .integer(distance)
        }
        let stride = Int64(stride(of: pointer))
        let moved =
          op == "+"
          ? swept(pointer, by: b, stride, state)
          : pointer.moved(by: b.integerValue.map { (0 &- $0) &* stride })
        if case .absolute(let base) = self[moved.region.storage].kind, pointer.stride == nil,
          let offset = moved.offset, isDevice(.integer(Int64(bitPattern: base) &+ offset))
        {
          return .integer(Int64(bitPattern: base) &+ offset)
        }
        return .pointer(moved)
      }
      if op == "+", let alias = a.integerValue, alias & 0x0FFF_FFFF == 0, alias > 0,
        b.pointer != nil, platform.engines.contains(where: { $0.busAlias != nil })
      {
        return launder("|", b, a) ?? .unknown
      }
      if op == "+", let pointer = b.pointer {
        return .pointer(swept(pointer, by: a, Int64(stride(of: pointer)), state))
      }
    case "|", "&", "^", "<<", ">>":
      if let laundered = launder(op, a, b) { return laundered }
      if op == "&", a == .integer(0) || b == .integer(0) { return .integer(0) }
      // Turned twice is not turned.
      if op == "^", let y = b.integerValue {
        if y == 0 { return a }
        if case .symbol(let id) = a, case .binary("^", let base, .integer(let x)) = term(id) {
          return binary("^", base, .integer(x ^ y), state)
        }
      }
    case "/", "*":
      // Numbers of pages: an address that is divided is shifted.
      let factor = b.integerValue ?? (op == "*" ? a.integerValue : nil) ?? 0
      if factor > 1, factor & (factor - 1) == 0, a.pointer != nil || op == "*" && b.pointer != nil,
        let laundered = op == "/" || a.pointer != nil ? launder(">>", a, b) : launder("<<", b, a)
      {
        return laundered
      }
    default: break
    }
    if a == .unknown || b == .unknown {
      // Keeps what is known of the side that has an origin: polls and device data stay visible.
      if case .symbol = a { return symbol(.binary(op, a, .unknown)) }
      if case .symbol = b { return symbol(.binary(op, .unknown, b)) }
      return .unknown
    }
    // (x + c) + d is x + (c + d), so that counters and register offsets stay comparable.
    if op == "+" || op == "-", let y = b.integerValue, case .symbol(let id) = a,
      case .binary("+", let base, .integer(let x)) = term(id)
    {
      return binary("+", base, .integer(op == "+" ? x &+ y : x &- y), state)
    }
    if op == "-", let y = b.integerValue { return symbol(.binary("+", a, .integer(0 &- y))) }
    if op == "+", b == .integer(0) { return a }
    if op == "+", a.integerValue != nil { return symbol(.binary("+", b, a)) }
    return symbol(.binary(op, a, b))
  }

  /// Whether a value lies in a range.
  func within(_ subject: Value, _ low: Value, _ high: Value, isClosed: Bool, _ state: State)
    -> Value
  {
    let above = binary(">=", subject, low, state)
    let below = binary(isClosed ? "<=" : "<", subject, high, state)
    switch (truth(above, state), truth(below, state)) {
    case (true?, true?): return .yes
    case (false?, _), (_, false?): return .no
    case (true?, nil): return below
    case (nil, true?): return above
    case (nil, nil): return symbol(.binary("&&", above, below))
    }
  }

  private func stride(of pointer: Pointer) -> UInt32 {
    pointer.isNumber ? 1 : pointer.stride ?? 1
  }

  private func fold(_ op: String, _ x: Int64, _ y: Int64) -> Int64? {
    switch op {
    case "+": x &+ y
    case "-": x &- y
    case "*": x &* y
    case "/": y == 0 || (x == .min && y == -1) ? nil : x / y
    case "%": y == 0 || (x == .min && y == -1) ? nil : x % y
    case "&": x & y
    case "|": x | y
    case "^": x ^ y
    case "<<": y >= 0 && y < 64 ? x << y : nil
    case ">>": y >= 0 && y < 64 ? x >> y : nil
    case "==": x == y ? 1 : 0
    case "!=": x != y ? 1 : 0
    case "<": x < y ? 1 : 0
    case ">": x > y ? 1 : 0
    case "<=": x <= y ? 1 : 0
    case ">=": x >= y ? 1 : 0
    default: nil
    }
  }

  /// `(x + 1) & 3` or `(x + 1) % 4` where `x & 3` or `x % 4` is known: the next of several in turn.
  private func partOfSum(_ op: String, _ a: Value, _ b: Value, _ state: State) -> Int64? {
    guard op == "&" || op == "%", let limit = b.integerValue, limit > 0,
      op == "%" || limit & (limit &+ 1) == 0, case .symbol(let id) = a,
      case .binary("+", let x, .integer(let step)) = term(id), step >= 0, step < 1 << 32,
      let part = resolved(binary(op, x, b, state), state).integerValue, part >= 0
    else { return nil }
    return op == "&" ? (part &+ step) & limit : (part &+ step) % limit
  }

  /// Whether a value is one that was cut down to its bounds: a ring's index, not a loop's.
  func isPart(_ value: Value) -> Bool {
    guard case .symbol(let id) = value, case .binary(let op, let a, let b) = term(id) else {
      return false
    }
    return ["&", "%", "min"].contains(op)
      || ["+", "*", "<<"].contains(op) && (isPart(a) || isPart(b))
  }

  /// What a term of one symbol and numbers is where the symbol is this number.
  func part(_ symbol: SymbolID, where id: SymbolID, is number: Int64, depth: Int = 4) -> Int64? {
    func inner(_ value: Value) -> Int64? {
      switch value {
      case .integer(let constant): constant
      case .symbol(id): number
      case .symbol(let other):
        depth > 0 ? part(other, where: id, is: number, depth: depth - 1) : nil
      default: nil
      }
    }
    guard case .binary(let op, let a, let b) = term(symbol), let x = inner(a), let y = inner(b)
    else { return nil }
    return fold(op, x, y)
  }

  /// Bits set in, masked off or shifted out of an address leave it an address of the same memory.
  private func launder(_ op: String, _ a: Value, _ b: Value) -> Value? {
    guard var pointer = a.pointer ?? b.pointer else { return nil }
    let other = a.pointer == nil ? a : b
    switch op {
    case "|", "^":
      pointer.setBits |= other.integerValue.map { UInt64(bitPattern: $0) } ?? 0
    case "&":
      guard let mask = other.integerValue else { break }
      // A mask of low bits only takes the address apart; what is left does not find the memory.
      if mask >= 0, mask < 0x1000 { return lowBits(of: pointer, mask) ?? .unknown }
      pointer.setBits &= UInt64(bitPattern: mask)
      round(&pointer, by: mask)
    case "<<", ">>":
      guard a.pointer != nil else { return .unknown }
      pointer.isPart = true
    default: return nil
    }
    return .pointer(pointer)
  }

  /// The low bits of an address whose memory is aligned to more than they can say.
  private func lowBits(of pointer: Pointer, _ mask: Int64) -> Value? {
    guard mask & (mask &+ 1) == 0, let offset = pointer.offset, pointer.setBits == 0,
      pointer.region.path.isEmpty, !pointer.isPart,
      isAligned(Pointer(pointer.region.storage), to: UInt64(bitPattern: mask &+ 1)) == true
    else { return nil }
    return .integer(offset & mask)
  }

  /// Low bits of an address are cleared: where the memory begins is needed to say what that takes away.
  private func round(_ pointer: inout Pointer, by mask: Int64) {
    // A mask of 32 bits, in a dump.
    let mask = (0x8000_0000...0xFFFF_FFFF).contains(mask) ? mask &- (1 << 32) : mask
    let step = ~mask &+ 1
    guard mask < 0, step > 1, step & (step - 1) == 0, pointer.region.path.isEmpty,
      let offset = pointer.offset
    else { return }
    let id = pointer.region.storage
    if let address = address(of: id) {
      let rounded = Int64(bitPattern: address) &+ offset & mask
      pointer.offset = rounded &- Int64(bitPattern: address)
    } else if let alignment = self[id].alignment, alignment % UInt64(bitPattern: step) == 0 {
      pointer.offset = offset & mask
    } else {
      pointer.boundary = UInt64(bitPattern: step)
    }
  }

  private func equality(_ a: Value, _ b: Value, _ state: State) -> Value {
    if a == .unknown || b == .unknown { return .unknown }
    if !refusals.isEmpty { noteRefusal(a, b) }
    if let known = isEqual(a, b, state) { return .boolean(known) }
    // One order of operands, so that `a == b` and `b == a` are one condition.
    if case .symbol = a { return symbol(.binary("==", a, b)) }
    return symbol(.binary("==", b, a))
  }

  /// The program asks whether a start was refused because the channel is busy.
  private func noteRefusal(_ a: Value, _ b: Value) {
    for (result, constant) in [(a, b), (b, a)] {
      guard case .symbol(let id) = result, case .outcome(let site, _, _, _) = term(id),
        let names = refusals[site]
      else { continue }
      if names.contains(where: { matches(constant, constantNamed: $0) }) {
        refusalChecks.insert(site)
      }
    }
  }

  func isEqual(_ a: Value, _ b: Value, _ state: State) -> Bool? {
    if a == b, a != .unknown { return true }
    if let x = a.integerValue, let y = b.integerValue { return x == y }
    switch (a, b) {
    case (.constant(let x), .constant(let y)): return x == y ? true : nil
    case (.null, .null): return true
    case (.null, let other), (let other, .null):
      switch other {
      case .unknown: return nil
      case .symbol(let id): return state.facts[id]?.differs.contains(.null) == true ? false : nil
      default: return false
      }
    case (.pointer(let pointer), .integer(0)), (.integer(0), .pointer(let pointer)):
      // Dumps compare addresses as numbers.
      switch self[pointer.region.storage].kind {
      case .local, .global, .heap, .object, .stackCopy, .elements, .literal: return false
      case .pointee, .absolute: return nil
      }
    case (.enumCase(let x, let p), .enumCase(let y, let q)):
      if x != y { return false }
      return p.isEmpty && q.isEmpty ? true : nil
    case (.pointer(let x), .pointer(let y)):
      if x.region == y.region, let i = x.offset, let j = y.offset { return i == j }
      return areApart(x, y) ? false : nil
    case (.symbol, .symbol) where distance(from: a, to: b) != nil:
      return distance(from: a, to: b) == 0
    case (.symbol(let id), let constant), (let constant, .symbol(let id)):
      if let fact = state.facts[id] {
        if fact.differs.contains(constant) { return false }
        if let value = constant.integerValue {
          if let minimum = fact.minimum, value < minimum { return false }
          if let maximum = fact.maximum, value > maximum { return false }
        }
      }
      if case .outcome(_, _, let isSuccess, let names) = term(id) {
        let isNamed = names.contains { matches(constant, constantNamed: $0) }
        if isSuccess {
          if isNamed { return true }
          // A constant that is none of those that mean success is another value.
          if case .constant = constant { return false }
          if constant.integerValue != nil { return false }
        } else if isNamed {
          return false
        }
      }
      return nil
    default: return nil
    }
  }

  /// Whether two addresses are those of different variables or of different pieces of memory.
  private func areApart(_ x: Pointer, _ y: Pointer) -> Bool {
    let (a, b) = (x.region.storage, y.region.storage)
    guard a != b, instances[a] == nil, instances[b] == nil else { return false }
    return [a, b].allSatisfy { id in
      switch self[id].kind {
      case .local, .global, .heap, .object: true
      case .stackCopy, .elements, .literal, .pointee, .absolute: false
      }
    }
  }

  /// Whether a constant is the one that a model names.
  func matches(_ constant: Value, constantNamed name: String) -> Bool {
    switch constant {
    case .constant(let other), .enumCase(let other, _): return other == name
    case .integer(let value):
      if let number = Interpreter.number(name) { return number == value }
      if case .integer(let known) = program.module.constants[name] { return known == value }
      return false
    default: return false
    }
  }

  /// A number as models write it: in decimal, or in hexadecimal behind `0x`.
  static func number(_ text: String) -> Int64? {
    guard text.hasPrefix("0x") else { return Int64(text) }
    return Int64(text.dropFirst(2).filter { $0 != "_" }, radix: 16)
  }

  private func ordering(_ op: String, _ a: Value, _ b: Value, _ state: State) -> Bool? {
    if case .pointer(let x) = a, case .pointer(let y) = b, x.region == y.region {
      return ordering(op, x, y)
    }
    let x = bounds(a, state)
    let y = bounds(b, state)
    func less(_ p: (Int64?, Int64?), _ q: (Int64?, Int64?), orEqual: Bool) -> Bool? {
      if let high = p.1, let low = q.0, orEqual ? high <= low : high < low { return true }
      if let low = p.0, let high = q.1, orEqual ? low > high : low >= high { return false }
      return nil
    }
    switch op {
    case "<": return less(x, y, orEqual: false)
    case "<=": return less(x, y, orEqual: true)
    case ">": return less(y, x, orEqual: false)
    case ">=": return less(y, x, orEqual: true)
    default: return nil
    }
  }

  /// How two addresses in the same memory compare. What begins at its start and goes on to an end that
  /// is not known is not empty.
  private func ordering(_ op: String, _ a: Pointer, _ b: Pointer) -> Bool? {
    let isBelow: Bool
    switch (a.offset, b.offset) {
    case (let x?, let y?):
      if x == y { return op.hasSuffix("=") }
      isBelow = x < y
    case (0?, nil): isBelow = true
    case (nil, 0?): isBelow = false
    default: return nil
    }
    return op.hasPrefix("<") == isBelow
  }

  /// Inclusive bounds of a value.
  func bounds(_ value: Value, _ state: State) -> (Int64?, Int64?) {
    switch value {
    case .integer(let number): return (number, number)
    case .symbol(let id):
      var result: (Int64?, Int64?) = (state.facts[id]?.minimum, state.facts[id]?.maximum)
      switch term(id) {
      case .binary("+", let base, .integer(let shift)):
        let inner = bounds(base, state)
        result.0 = result.0 ?? inner.0.flatMap { add($0, shift) }
        result.1 = result.1 ?? inner.1.flatMap { add($0, shift) }
      case .binary("&", _, .integer(let mask)) where mask >= 0:
        result.0 = result.0 ?? 0
        result.1 = min(result.1 ?? mask, mask)
      case .binary("%", _, .integer(let modulus)) where modulus > 0:
        result.1 = min(result.1 ?? modulus &- 1, modulus &- 1)
      case .binary("*", let base, .integer(let factor)) where 0..<1 << 20 ~= factor:
        let inner = bounds(base, state)
        if result.0 == nil, let low = inner.0, low.magnitude < 1 << 40 { result.0 = low &* factor }
        if result.1 == nil, let high = inner.1, high.magnitude < 1 << 40 {
          result.1 = high &* factor
        }
      case .binary("min", let a, let b):
        let x = bounds(a, state).1
        let y = bounds(b, state).1
        if let bound = [x, y].compactMap({ $0 }).min() { result.1 = min(result.1 ?? bound, bound) }
      default: break
      }
      return result
    default: return (nil, nil)
    }
  }

  private func add(_ a: Int64, _ b: Int64) -> Int64? {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : sum
  }

  // MARK: Knowing

  /// A value with what the state knows of it put in.
  func resolved(_ value: Value, _ state: State) -> Value {
    guard case .symbol(let id) = value else { return value }
    if let equal = state.facts[id]?.equals { return equal }
    guard case .binary(let op, let a, let b) = term(id) else { return value }
    if op == "&" || op == "%", let part = partOfSum(op, a, b, state) { return .integer(part) }
    // What was computed before one of its parts became known.
    if let x = number(a, state), let y = number(b, state), let result = fold(op, x, y) {
      return .integer(result)
    }
    return value
  }

  private func number(_ value: Value, _ state: State) -> Int64? {
    switch value {
    case .integer(let number): number
    case .symbol(let id): state.facts[id]?.equals?.integerValue
    default: nil
    }
  }

  /// What a condition is, where that is known.
  func truth(_ condition: Value, _ state: State) -> Bool? {
    switch resolved(condition, state) {
    case .integer(let value): return value != 0
    case .symbol(let id):
      switch term(id) {
      case .unary(.not, let inner): return truth(inner, state).map { !$0 }
      case .unary(.isSome, let inner):
        switch resolved(inner, state) {
        case .null: return false
        case .unknown, .symbol:
          if case .symbol(let id) = inner, state.facts[id]?.differs.contains(.null) == true {
            return true
          }
          return nil
        default: return true
        }
      case .binary("==", let a, let b):
        return isEqual(resolved(a, state), resolved(b, state), state)
      case .binary(let op, let a, let b) where ["<", ">", "<=", ">="].contains(op):
        return ordering(op, resolved(a, state), resolved(b, state), state)
          ?? compared(op, a, b, state)
      case .binary("&&", let a, let b):
        let x = truth(a, state)
        let y = truth(b, state)
        if x == false || y == false { return false }
        return x == true && y == true ? true : nil
      default: return nil
      }
    default: return nil
    }
  }

  /// What another comparison of the same two values has said: `a >= b` where `a < b` was found false.
  private func compared(_ op: String, _ a: Value, _ b: Value, _ state: State) -> Bool? {
    guard case .symbol = a, case .symbol = b else { return nil }
    func said(_ op: String, _ a: Value, _ b: Value) -> Bool? {
      guard let id = symbolNumbers[.binary(op, a, b)] else { return nil }
      return state.facts[id]?.equals?.integerValue.map { $0 != 0 }
    }
    let mirrored =
      switch op {
      case "<": ">"
      case ">": "<"
      case "<=": ">="
      default: "<="
      }
    let other = opposite(op)
    let otherMirrored = opposite(mirrored)
    if let said = said(mirrored, b, a) { return said }
    if let said = said(other, a, b) ?? said(otherMirrored, b, a) { return !said }
    if said("==", a, b) == true || said("==", b, a) == true { return op.hasSuffix("=") }
    return nil
  }

  /// The state on the side of a branch where the condition is so; nil where it cannot be.
  func refine(_ state: State, _ condition: Value, _ isTrue: Bool) -> State? {
    if let known = truth(condition, state) { return known == isTrue ? state : nil }
    guard case .symbol(let id) = condition else { return state }
    var state = state
    switch term(id) {
    case .unary(.not, let inner):
      guard let refined = refine(state, inner, !isTrue) else { return nil }
      state = refined
    case .unary(.isSome, let inner):
      if case .symbol(let id) = inner {
        if isTrue {
          state.facts[id, default: Fact()].differs.insert(.null)
        } else {
          state.facts[id, default: Fact()].equals = .null
        }
      }
    case .binary("==", let a, let b):
      if isTrue {
        state = equated(state, a, b)
      } else {
        if case .symbol(let id) = a { state.facts[id, default: Fact()].differs.insert(b) }
        if case .symbol(let id) = b { state.facts[id, default: Fact()].differs.insert(a) }
        state = tightened(state, a, b)
      }
    case .binary("&&", let a, let b):
      if isTrue {
        guard let first = refine(state, a, true), let both = refine(first, b, true) else {
          return nil
        }
        state = both
      }
    case .binary(let op, let a, let b) where ["<", ">", "<=", ">="].contains(op):
      state = bounded(state, isTrue ? op : opposite(op), a, b)
    default: break
    }
    state.facts[id, default: Fact()].equals = .boolean(isTrue)
    return state
  }

  private func equated(_ state: State, _ a: Value, _ b: Value) -> State {
    var state = state
    if case .symbol(let id) = a, b != .unknown {
      if case .symbol = b {} else { state.facts[id, default: Fact()].equals = b }
      if case .binary("+", let base, .integer(let shift)) = term(id), let value = b.integerValue {
        state = equated(state, base, .integer(value &- shift))
      }
      if case .binary("^", let base, .integer(let bits)) = term(id), let value = b.integerValue {
        state = equated(state, base, .integer(value ^ bits))
      }
      // `(x + 1) & 3` says what `x & 3` is, and with it `(x + 2) & 3`.
      if case .binary(let op, .symbol(let sum), let limit) = term(id), op == "&" || op == "%",
        let count = limit.integerValue.map({ op == "&" ? $0 &+ 1 : $0 }), count > 0,
        op == "%" || count & (count &- 1) == 0, let value = b.integerValue,
        case .binary("+", let base, .integer(let shift)) = term(sum), shift.magnitude < 1 << 32
      {
        let part = (value &- shift) % count
        state = equated(
          state, symbol(.binary(op, base, limit)), .integer(part < 0 ? part &+ count : part))
      }
    }
    if case .symbol = b, case .symbol = a {
    } else if case .symbol(let id) = b, a != .unknown {
      state.facts[id, default: Fact()].equals = a
    }
    return state
  }

  /// A bound that was not reached: `x != 0` with `x >= 0` is `x >= 1`.
  private func tightened(_ state: State, _ a: Value, _ b: Value) -> State {
    guard case .symbol(let id) = a, let value = b.integerValue else { return state }
    var state = state
    if state.facts[id]?.minimum == value { state.facts[id]?.minimum = value &+ 1 }
    if state.facts[id]?.maximum == value { state.facts[id]?.maximum = value &- 1 }
    return state
  }

  private func opposite(_ op: String) -> String {
    switch op {
    case "<": ">="
    case ">": "<="
    case "<=": ">"
    default: "<"
    }
  }

  private func bounded(_ state: State, _ op: String, _ a: Value, _ b: Value) -> State {
    var state = state
    func atMost(_ value: Value, _ limit: Int64) {
      guard case .symbol(let id) = value else { return }
      let old = state.facts[id]?.maximum ?? .max
      state.facts[id, default: Fact()].maximum = min(old, limit)
      if case .binary("+", let base, .integer(let shift)) = term(id),
        let moved = add(limit, 0 &- shift)
      {
        atMost(base, moved)
      }
    }
    func atLeast(_ value: Value, _ limit: Int64) {
      guard case .symbol(let id) = value else { return }
      let old = state.facts[id]?.minimum ?? .min
      state.facts[id, default: Fact()].minimum = max(old, limit)
      if case .binary("+", let base, .integer(let shift)) = term(id),
        let moved = add(limit, 0 &- shift)
      {
        atLeast(base, moved)
      }
    }
    let x = bounds(a, state)
    let y = bounds(b, state)
    if op == "<" || op == "<=", case .symbol(let id) = a, isDeviceData(b) {
      state.facts[id, default: Fact()].below = b
    }
    limit(op.hasPrefix("<") ? a : b, by: op.hasPrefix("<") ? b : a, &state)
    switch op {
    case "<":
      if let high = y.1, high > .min { atMost(a, high - 1) }
      if let low = x.0, low < .max { atLeast(b, low + 1) }
    case "<=":
      if let high = y.1 { atMost(a, high) }
      if let low = x.0 { atLeast(b, low) }
    case ">":
      if let low = y.0, low < .max { atLeast(a, low + 1) }
      if let high = x.1, high > .min { atMost(b, high - 1) }
    default:
      if let low = y.0 { atLeast(a, low) }
      if let high = x.1 { atMost(b, high) }
    }
    return state
  }

  /// A value is found to be no more than another one that is not a device's to choose.
  private func limit(_ value: Value, by limit: Value, _ state: inout State) {
    guard case .symbol(let id) = value, !origins(of: value).isEmpty,
      !isUncheckedDeviceData(limit, state)
    else { return }
    limitedOnce.insert(id)
    state.facts[id, default: Fact()].isLimited = true
    // What a device writes and what is counted are not negative: a sum bounds its parts.
    if case .binary("+", let a, let b) = term(id) {
      self.limit(a, by: limit, &state)
      self.limit(b, by: limit, &state)
    }
  }

  /// A symbol gets a new value: what was known of it, and of what is made from it, is forgotten.
  func forget(_ value: Value, _ state: inout State) {
    guard case .symbol(let id) = value else { return }
    // Transfers of the round before run on another channel.
    for transfer in state.transfers.keys {
      guard let channel = state.transfers[transfer]?.channel else { continue }
      for (index, key) in channel.key.enumerated() {
        guard case .symbol(let other) = key, !isEarlier(key), mentions(other, id) else {
          continue
        }
        state.transfers[transfer]?.channel?.key[index] = symbol(.payload(key, "earlier", 0))
      }
    }
    guard !state.facts.isEmpty else { return }
    state.facts = state.facts.filter { fact in !mentions(fact.key, id) }
  }

  // MARK: Constants

  func named(_ name: String) -> Value {
    switch name {
    case "self", "Self": return .unknown
    default: break
    }
    if case .integer(let value) = program.module.constants[name] { return .integer(value) }
    if program.functionsByName[name] != nil || program.functionsByLinkName[name] != nil {
      return .function(base: nil, type: nil, name: name)
    }
    if program.type(named: name) != nil { return .type(FlowType(name)) }
    return .constant(name)
  }

  func implicitMember(_ name: String, _ type: FlowType?) -> Value {
    if let type, type.name == "MemoryLayout", let measured = type.arguments.first,
      let layout = TypeLayout.of(measured, program)
    {
      switch name {
      case "size": return .integer(Int64(clamping: layout.size))
      case "stride": return .integer(Int64(clamping: layout.stride))
      case "alignment": return .integer(Int64(clamping: layout.alignment))
      default: break
      }
    }
    if let type, let entry = program.type(named: type.name), entry.cases[name] == nil,
      let global = program.global(named: entry.name + "." + name)
    {
      _ = global
      return .constant(entry.name + "." + name)
    }
    if name == "none" { return .null }
    return .enumCase(name: name, payload: [])
  }

  func isCase(_ value: Value, _ name: String, _ state: State) -> Value {
    switch resolved(value, state) {
    case .enumCase(let other, _): return .boolean(other == name)
    case .null: return .boolean(name == "none")
    case .constant(let other): return .boolean(other == name)
    case .unknown: return .unknown
    case let other:
      if name == "some" { return unary(.isSome, other, state) }
      return symbol(.isCase(other, name))
    }
  }

  func closure(_ id: FunctionID, _ activation: Activation, _ state: State) -> Value {
    var environment: [LocalID: Place] = [:]
    for capture in program.function(id).captures {
      let outer = place(of: capture.outer, activation)
      let isFixed =
        activation.function.selfLocal == capture.outer
        || activation.function.locals[Int(capture.outer.index)].isLet
      if isFixed, case .object = peek(outer, state) {
        // A reference that does not change: the instance, whatever becomes of the variable.
        environment[capture.inner] = .value(peek(outer, state))
        continue
      }
      environment[capture.inner] = capture.mode == .place ? outer : .value(peek(outer, state))
    }
    return .closure(id, environment: environment)
  }

  func literal(byteCount: Int?, _ site: Site, _ activation: Activation) -> Value {
    guard let byteCount else { return .unknown }
    let id = storage(.made(site, activation.running, "literal")) {
      Storage(
        kind: .literal, name: "", type: FlowType("StaticString"), site: site,
        size: UInt64(byteCount), alignment: 1, isConstant: true)
    }
    // C's strings stay where they are.
    if activation.function.kind == .c || isC(activation.function.range.file) {
      var pointer = Pointer(id)
      pointer.stride = 1
      return .pointer(pointer)
    }
    return .array(id)
  }

  func isC(_ file: FileID) -> Bool {
    let number = Int(file.index)
    guard number < files.count else { return false }
    return files[number].hasSuffix(".c") || files[number].hasSuffix(".h")
  }

  func aggregate(
    _ type: FlowType, _ elements: [CallArgument], isLoop: Bool, _ site: Site,
    _ state: inout State, _ activation: Activation
  ) -> Value {
    let table = elements.map { element in
      (value: value(element.value, state), site: activation.site(element.range))
    }
    let isTable = table.contains { if case .aggregate = $0.value { true } else { false } }
    if type.name == "Array" || type.name == "ContiguousArray" {
      let id = array(of: type, count: Int64(elements.count), site, &state, activation)
      if isTable { tables[id] = table }
      if isWrittenOut(activation.function),
        program.global(named: activation.function.name)?.isLet == true
      {
        storages[Int(id.index)].isConstant = true
      }
      if elements.isEmpty { state.memory[id] = Interpreter.noElements }
      if let members = listed(table.map(\.value), of: type, isLoop: isLoop) {
        state.memory[id] = .aggregate(nil, members)
        listedValues[id] = table.map(\.value)
      }
      return .array(id)
    }
    var members: [String: Value] = [:]
    for (index, element) in elements.enumerated() {
      let item = value(element.value, state)
      members[String(index)] = item
      if let label = element.label { members[label] = item }
    }
    if type.name == "InlineArray", isTable {
      return .aggregate(
        type,
        Dictionary(uniqueKeysWithValues: table.enumerated().map { ("*\($0)", $1.value) }))
    }
    if type.name == "InlineArray" {
      return .aggregate(type, listed(table.map(\.value), of: type) ?? [:])
    }
    if elements.first?.label != "rawValue",
      program.type(named: type.name)?.inherited.contains("OptionSet") == true
    {
      return optionSet(type, table.map(\.value), state)
    }
    if type.name == "Dictionary" { return .aggregate(type, entries(table.map(\.value))) }
    return .aggregate(type, members)
  }

  /// New elements of an array.
  func array(
    of type: FlowType?, count: Int64?, _ site: Site, _ state: inout State, _ activation: Activation
  ) -> StorageID {
    let id = storage(.made(site, activation.running, "elements")) {
      Storage(kind: .elements, name: "", type: type, site: site)
    }
    let size = count.flatMap { count in
      elementSize(type).map { UInt64(bitPattern: count) &* UInt64($0) }
    }
    storages[Int(id.index)].size = size
    if storages[Int(id.index)].type == nil { storages[Int(id.index)].type = type }
    renew(id, &state)
    state.escaped.remove(id)
    return id
  }

  // MARK: Types

  /// Bytes that a value of the type occupies.
  func size(of type: FlowType) -> UInt64? { TypeLayout.of(type, program)?.size }
  func alignment(of type: FlowType) -> UInt64? { TypeLayout.of(type, program)?.alignment }

  func offset(of member: String, in entry: Program.TypeEntry) -> UInt64? {
    TypeLayout.offset(of: member, in: entry, program)
  }

  /// The stride of the elements of an array, inline array or homogeneous tuple.
  func elementSize(_ type: FlowType?) -> UInt32? {
    guard let type else { return nil }
    let element: FlowType?
    switch type.name {
    case "Array", "ContiguousArray", "ArraySlice", "UnsafeMutablePointer", "UnsafePointer",
      "UnsafeMutableBufferPointer", "UnsafeBufferPointer", "Span", "MutableSpan":
      element = type.arguments.first
    case "InlineArray", "CArray": element = type.arguments.last
    case "Tuple": element = type.arguments.first
    case "UnsafeMutableRawPointer", "UnsafeRawPointer", "UnsafeMutableRawBufferPointer",
      "UnsafeRawBufferPointer", "RawSpan", "String", "StaticString":
      return 1
    default: return nil
    }
    return element.flatMap { size(of: $0) }.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// Memory that the program allocated holds values of one of its own types, whose methods may be called
  /// on them.
  func holds(_ type: FlowType?, in pointer: Pointer) {
    guard let type, program.type(named: type.name) != nil,
      self[pointer.region.storage].kind == .heap
    else { return }
    storages[Int(pointer.region.storage.index)].type = type
  }

  /// The declared type of what a pointer's region holds.
  /// The bits of a whole number that a variable holds, where its type is known.
  func width(of place: Place, _ state: State) -> Int? {
    guard case .memory(let pointer) = place, let type = type(of: pointer, state) else { return nil }
    guard let size = size(of: type), 1...8 ~= size else { return nil }
    // Without a platform of its own, words are taken as 32 bits wide.
    if type.name == "Int" || type.name == "UInt" {
      return platform.architecture.hasSuffix("64") ? 64 : 32
    }
    return Int(size) * 8
  }

  func type(of pointer: Pointer, _ state: State) -> FlowType? {
    var type = self[pointer.region.storage].type
    var value = pointer.region.path.isEmpty ? nil : state.memory[pointer.region.storage]
    for name in pointer.region.path {
      // What is declared by a generic parameter is of the type that its value says.
      if case .aggregate(let known?, _)? = value, known.name != "Tuple",
        type.map({ program.type(named: $0.name) == nil && $0.name != "Optional" }) ?? true
      {
        type = known
      }
      if case .aggregate(_, let members)? = value { value = members[name] } else { value = nil }
      guard let current = type else { return nil }
      if current.name == "Tuple" {
        if let index = Int(name), index < current.arguments.count {
          type = current.arguments[index]
        } else if let index = current.labels.firstIndex(of: name) {
          type = current.arguments[index]
        } else {
          return nil
        }
        continue
      }
      let bare = current.name == "Optional" ? current.arguments.first?.name : current.name
      type = bare.flatMap { program.member(of: $0, named: name)?.type }
    }
    return type?.name == "Optional" ? type?.arguments.first : type
  }

  /// The name of the type of what a place holds: by the value where that says so, else as declared.
  func typeName(of place: Place, _ content: Value, _ state: State) -> String? {
    switch content {
    case .object(let object): return self[object].type?.name
    case .aggregate(let type?, _) where type.name != "Tuple": return type.name
    case .register: return "VolatileMappedRegister"
    case .array(let storage):
      if self[storage].kind == .literal { return "StaticString" }
      return "Array"
    default: break
    }
    switch place {
    case .memory(let pointer):
      if let name = type(of: pointer, state)?.name { return name }
    case .computed(let base, let member):
      let inner = peek(base, state)
      if let owner = typeName(of: base, inner, state),
        let type = program.member(of: owner, named: member)?.type
      {
        return type.name == "Optional" ? type.arguments.first?.name : type.name
      }
    case .computedGlobal(let name, _): return program.global(named: name)?.type?.name
    case .register(.integer(let address), _):
      return (blockTypes[address] ?? innerBlocks[address]?.first)?.name
    case .register, .subscripted, .value, .nowhere: break
    }
    switch content {
    case .pointer: return "UnsafeMutablePointer"
    case .buffer: return "UnsafeMutableBufferPointer"
    case .enumCase, .unknown, .symbol, .integer, .constant, .null, .register, .aggregate, .object,
      .array, .closure, .function, .type, .range:
      return nil
    }
  }
}
