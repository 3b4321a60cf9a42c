/// DMA5: address, length and count fit the engine and the buffer.
extension RuleBook {
  static let misalignedBuffer = Rule("DMA505", at: .start) { point in
    starting(point) { id, facts, buffer, name in
      guard let engine = point.interpreter.engine(of: id, facts), engine.confidence >= 50 else {
        return unit(point, id, facts, buffer, name)
      }
      let alignment = UInt64(engine.bufferAlignment ?? 1)
      // What descriptors lead to has an alignment of its own.
      let isHandedOver = facts.channel?.kind != "register" || buffer == facts.buffers.first
      if isHandedOver, let rest = point.interpreter.misalignment(of: buffer, alignment) {
        return misaligned(
          point, id, facts, buffer, name,
          "\(engine.name) needs addresses that are multiples of \(alignment), and '\(name)' is \(rest) bytes past one"
        )
      }
      if isHandedOver, let promised = point.interpreter.weakPromise(of: buffer, alignment) {
        return misaligned(
          point, id, facts, buffer, name,
          "\(engine.name) needs addresses that are multiples of \(alignment), and '\(name)' is aligned to \(promised) only"
        )
      }
      if let multiple = engine.lengthMultiple, multiple > 1,
        let length = buffer.length.integerValue,
        length > 0, length % Int64(multiple) != 0
      {
        return misaligned(
          point, id, facts, buffer, name,
          "\(engine.name) moves multiples of \(multiple) bytes, and \(length) is none")
      }
      return unit(point, id, facts, buffer, name)
    }
  }

  /// An engine that moves units of several bytes needs addresses that are multiples of them.
  private static func unit(
    _ point: Point, _ id: TransferID, _ facts: TransferFacts, _ buffer: TransferBuffer,
    _ name: String
  ) -> Candidate? {
    guard let size = facts.transferSize, size > 1,
      let rest = point.interpreter.misalignment(of: buffer, UInt64(size))
    else { return nil }
    return misaligned(
      point, id, facts, buffer, name,
      "units of \(size) bytes are moved, and '\(name)' is \(rest) bytes past a multiple of that")
  }

  private static func misaligned(
    _ point: Point, _ id: TransferID, _ facts: TransferFacts, _ buffer: TransferBuffer,
    _ name: String, _ message: String
  ) -> Candidate {
    Candidate(
      code: "DMA505", site: facts.start, message: message, buffer: name,
      trace: point.origin(buffer.pointer), transfer: id,
      fix: "Align address and size to what the engine moves at once")
  }

  static let ringMisaligned = Rule("DMA506", at: .start) { point in
    guard case .start(let id) = point.event, let facts = point.state.transfers[id],
      let bits = facts.ringBits, bits > 0, bits < 32, let buffer = facts.ring
    else { return [] }
    let ring = UInt64(1) << UInt64(bits)
    let storage = point.storage(buffer.pointer)
    let isAligned = point.interpreter.isAligned(buffer.pointer, to: ring)
    let name = point.name(buffer.pointer)
    guard isAligned == false || storage.size.map({ $0 < ring }) == true else { return [] }
    let reason = isAligned == false ? "is not aligned to it" : "is smaller"
    return [
      Candidate(
        code: "DMA506", site: facts.start,
        message:
          "the hardware ring of \(ring) bytes wraps on its natural boundary, and '\(name)' \(reason)",
        buffer: name, trace: point.origin(buffer.pointer), transfer: id,
        fix: "Align the buffer to \(ring) bytes")
    ]
  }

  static let lengthExceedsBuffer = Rule("DMA507", at: .start) { point in
    starting(point) { id, facts, buffer, name in
      guard facts.ringBits == nil, !facts.hasUnknownRing,
        let length = atLeast(buffer, point), length > 0,
        let left = point.interpreter.room(at: buffer.pointer, for: length, point.state)
      else { return nil }
      // Of a count that does not fit its register it is not known what it counts.
      if buffer.length.integerValue != nil,
        truncated(point, buffer) ?? excess(point, id, facts, buffer) == nil,
        let unit = confusion(
          point, buffer, left, isPartial: facts.channel?.kind == "register")
      {
        return Candidate(
          code: "DMA508", site: facts.start, message: "\(unit) of '\(name)'", buffer: name,
          trace: point.origin(buffer.pointer), transfer: id,
          fix: "Give the length in the unit that the function counts")
      }
      guard length > left else { return nil }
      return Candidate(
        code: "DMA507", site: facts.start,
        message:
          "the transfer of \(length) \(buffer.length.integerValue == nil ? "elements" : "bytes") is longer than '\(name)', which has \(left)\(buffer.length.integerValue == nil ? " bytes" : "")",
        buffer: name, trace: point.origin(buffer.pointer), transfer: id,
        fix: "Give the length in the unit that the function counts")
    }
  }

  /// The bytes of a transfer; where dumps do not tell the size of an element, each has at least one.
  private static func atLeast(_ buffer: TransferBuffer, _ point: Point) -> Int64? {
    if let length = buffer.length.integerValue { return length }
    switch buffer.unit {
    case .transfers where buffer.mayStandStill: return nil
    case .elements, .transfers, .items: break
    case .bytes, .bits, .units: return nil
    }
    switch point.storage(buffer.pointer).kind {
    case .global, .local, .heap: return buffer.count.integerValue
    // An object may stand for what one of its members points to.
    case .object, .elements, .stackCopy, .literal, .pointee, .absolute: return nil
    }
  }

  /// A count that is that of the whole buffer in another unit than the function's.
  ///
  /// Registers say nothing of what a program means: part of a buffer is moved as well as all of it.
  private static func confusion(
    _ point: Point, _ buffer: TransferBuffer, _ left: Int64, isPartial: Bool
  ) -> String? {
    guard let count = buffer.count.integerValue, let length = buffer.length.integerValue, count > 0,
      left > 0
    else { return nil }
    let storage = point.storage(buffer.pointer)
    let element = Int64(
      storage.elementSize ?? point.interpreter.elementSize(storage.type)
        ?? buffer.pointer.stride ?? 1)
    let bytes = count &* element
    switch buffer.unit {
    case .bits:
      if count == left { return "bits are counted, and \(count) is the number of bytes" }
      if element > 1, bytes == left {
        return "bits are counted, and \(count) is the number of elements"
      }
    case .bytes, .elements, .items, .transfers, .units:
      // Too long: bytes where something larger is counted.
      if length > left, count == left, length > count {
        return "units of \(length / count) bytes are counted, and \(count) is the number of bytes"
      }
      // Too short: elements where something smaller is counted.
      if !isPartial, element > 1, length < left, bytes == left, length < bytes {
        return
          "units of \(max(1, length / count)) bytes are counted, and \(count) is the number of elements of \(element) bytes"
      }
    }
    return nil
  }

  static let countTruncation = Rule("DMA509", at: .start) { point in
    starting(point) { id, facts, buffer, name in
      guard let count = truncated(point, buffer) ?? excess(point, id, facts, buffer) else {
        return nil
      }
      return Candidate(
        code: "DMA509", site: facts.start,
        message: "a count of \(count) does not fit the count register and is truncated",
        buffer: name, trace: [], transfer: id, fix: "Send the buffer in chunks that fit the count")
    }
  }

  /// A number that a conversion has cut to fewer bits.
  private static func truncated(_ point: Point, _ buffer: TransferBuffer) -> Int64? {
    var length = buffer.length
    for _ in 0..<4 {
      guard case .symbol(let symbol) = length else { return nil }
      switch point.interpreter.term(symbol) {
      case .binary("truncate", .integer(let number), _): return number
      case .binary("*", let inner, .integer), .binary("/", let inner, .integer): length = inner
      default: return nil
      }
    }
    return nil
  }

  /// A number that is larger than the function's parameter or the engine's register takes.
  private static func excess(
    _ point: Point, _ id: TransferID, _ facts: TransferFacts, _ buffer: TransferBuffer
  ) -> Int64? {
    guard let count = buffer.count.integerValue, count > 0 else { return nil }
    let limits = [
      point.interpreter.transfers[Int(id.index)].model?.maximumCount,
      point.interpreter.engine(of: id, facts)?.maximumCount,
    ]
    guard let limit = limits.compactMap({ $0 }).min(), UInt64(bitPattern: count) > limit else {
      return nil
    }
    return count
  }
}
