/// Transfers that are started by registers whose layout the platform knows: what the registers say of
/// direction, length, unit and ring.
extension Interpreter {
  /// Takes what the registers of a channel hold by now into what is known of its transfer.
  func refine(_ id: TransferID, _ facts: inout TransferFacts, _ state: State) {
    guard facts.channel?.kind == "register", case .integer(let raw)? = facts.channel?.key.first,
      var buffer = facts.buffers.first
    else { return }
    let address = UInt64(bitPattern: raw)
    guard let engine = engine(at: address), engine.confidence >= 50, let layout = engine.layout,
      let base = block(of: address, engine),
      let role = layout.addresses.first(where: { $0.offsets.contains(address &- base) })
    else { return }
    func value(_ field: TransferLayout.Field?) -> UInt64? {
      field.flatMap { self.value(of: $0, at: base, state) }
    }
    let mode = layout.mode.flatMap { bits(of: $0, at: base, state) }
    if let direction = role.direction ?? mode.flatMap({ role.directions[$0] }) {
      buffer.direction = direction
      buffer.isDirectionKnown = true
    }
    let unit = layout.unit == nil ? Int64(layout.unitBytes) : value(layout.unit).map { 1 << $0 }
    facts.transferSize = role.unit == nil ? unit : value(role.unit).map { 1 << $0 }
    if let unit, let count = content(of: role.count ?? layout.count, at: base, state) {
      buffer.count = count
      buffer.unit = unit == 1 ? .bytes : .units(bytes: UInt32(clamping: unit))
      switch role.increment.map({ value($0) }) {
      case nil: buffer.length = binary("*", count, .integer(unit), state)
      case .some(let moves?):
        buffer.length =
          moves == 0 ? .integer(unit) : binary("*", count, .integer(unit), state)
      case .some(nil): buffer.length = .unknown
      }
    }
    facts.buffers[0] = buffer
    if value(layout.circular).map({ $0 != 0 }) == true {
      transfers[Int(id.index)].isCircular = true
    }
    if let ring = layout.ring, let size = value(ring.size), let select = value(ring.select) {
      let isOurs = (select == 0) == (buffer.direction == .deviceReads)
      facts.ringBits = size > 0 && isOurs ? Int64(size) : nil
      facts.ringBuffer = facts.ringBits == nil ? nil : 0
    }
  }

  /// Whether the platform says of a register that it takes a transfer's address, and what becomes of it.
  func describesAddress(_ register: Value) -> Bool {
    guard case .integer(let raw) = register, let engine = engine(at: UInt64(bitPattern: raw)),
      engine.confidence >= 50, let layout = engine.layout,
      let base = block(of: UInt64(bitPattern: raw), engine)
    else { return false }
    return layout.addresses.contains { $0.offsets.contains(UInt64(bitPattern: raw) &- base) }
  }

  /// Memory whose address the program spells as a number and writes to a register for addresses.
  func memory(at value: Value, handedTo register: Value) -> Pointer? {
    guard case .integer(let number) = value, case .integer(let raw) = register, number > 0,
      let engine = engine(at: UInt64(bitPattern: raw)), let layout = engine.layout,
      let base = block(of: UInt64(bitPattern: raw), engine),
      layout.addresses.contains(where: { $0.offsets.contains(UInt64(bitPattern: raw) &- base) }),
      platform.regions.contains(where: {
        $0.kind != .device && $0.range.contains(UInt64(bitPattern: number))
      })
    else { return nil }
    return Pointer(absolute(UInt64(bitPattern: number)))
  }

  /// The block of registers that describes the transfer of one channel.
  private func block(of address: UInt64, _ engine: Platform.Engine) -> UInt64? {
    guard let channels = engine.channels else {
      return engine.registers.first { $0.contains(address) }?.first
    }
    guard address >= channels.first else { return nil }
    let index = (address - channels.first) / channels.stride
    return index < channels.count ? channels.first + index * channels.stride : nil
  }

  /// What a field holds, shifted to the right; nil where it is not known, or where several registers
  /// say different things.
  private func value(
    of field: TransferLayout.Field, at base: UInt64, _ state: State
  ) -> UInt64? {
    bits(of: field, at: base, state).map { $0 >> UInt64(field.mask.trailingZeroBitCount) }
  }

  /// What a field holds, its bits in place.
  private func bits(of field: TransferLayout.Field, at base: UInt64, _ state: State) -> UInt64? {
    var found: UInt64?
    for offset in field.offsets {
      guard let content = state.registers[.integer(Int64(bitPattern: base + offset))] else {
        continue
      }
      guard let bits = knownBits(of: resolved(content, state), mask: field.mask),
        found == nil || found == bits
      else { return nil }
      found = bits
    }
    return found
  }

  private func knownBits(of value: Value, mask: UInt64) -> UInt64? {
    switch value {
    case .integer(let number): return UInt64(bitPattern: number) & mask
    case .symbol(let id):
      switch term(id) {
      case .binary("|", _, .integer(let set)) where UInt64(bitPattern: set) & mask == mask:
        return mask
      case .binary("|", let rest, .integer(let set)):
        return knownBits(of: rest, mask: mask).map { $0 | UInt64(bitPattern: set) & mask }
      case .binary("&", let rest, .integer(let kept)):
        if UInt64(bitPattern: kept) & mask == 0 { return 0 }
        return knownBits(of: rest, mask: mask).map { $0 & UInt64(bitPattern: kept) }
      default: return nil
      }
    default: return nil
    }
  }

  /// All that was written to a register that is a count, more than its bits hold included.
  private func content(
    of field: TransferLayout.Field?, at base: UInt64, _ state: State
  ) -> Value? {
    guard let field else { return nil }
    var found: Value?
    for offset in field.offsets {
      guard let content = state.registers[.integer(Int64(bitPattern: base + offset))] else {
        continue
      }
      guard found == nil || found == content else { return nil }
      found = resolved(content, state)
    }
    if let number = found?.integerValue { return .integer(number & ~Int64(field.ignored)) }
    return found
  }

  /// The value of a register after `R |= x` and the like, where what it held before is known.
  func updated(_ value: Value, register address: Value, holding previous: Value?) -> Value {
    guard case .symbol = value, let previous = previous?.integerValue,
      let number = evaluated(value, address, previous, depth: 0)
    else { return value }
    return .integer(number)
  }

  private func evaluated(
    _ value: Value, _ address: Value, _ previous: Int64, depth: Int
  ) -> Int64? {
    guard depth < 6 else { return nil }
    switch value {
    case .integer(let number): return number
    case .symbol(let id):
      switch term(id) {
      case .registerRead(address, _, _): return previous
      case .binary(let op, let a, let b):
        guard let x = evaluated(a, address, previous, depth: depth + 1),
          let y = evaluated(b, address, previous, depth: depth + 1)
        else { return nil }
        switch op {
        case "|": return x | y
        case "&": return x & y
        case "^": return x ^ y
        default: return nil
        }
      default: return nil
      }
    default: return nil
    }
  }
}
