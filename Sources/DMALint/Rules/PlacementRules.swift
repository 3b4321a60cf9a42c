/// DMA5: the engine can reach the memory at that address, and alignment, size, unit and direction fit.
extension RuleBook {
  static let unreachableRegion = Rule("DMA501") { point in
    starting(point) { id, facts, buffer, name in
      guard let region = point.interpreter.memory(of: buffer.pointer, length: buffer.length),
        let reachable = region.reachableBy,
        let engine = point.interpreter.engine(of: id, facts), !reachable.contains(engine.name),
        region.confidence >= 50, engine.confidence >= 50
      else { return nil }
      return Candidate(
        code: "DMA501", site: facts.start,
        message: "\(engine.name) has no path to \(region.name), where '\(name)' is",
        buffer: name,
        trace: point.origin(buffer.pointer) + [
          point.label(facts.start, "the transfer starts here")
        ],
        transfer: id, fix: "Put the buffer into memory that \(engine.name) reaches")
    }
  }

  static let flashResident = Rule("DMA502") { point in
    starting(point) { id, facts, buffer, name in
      let storage = point.storage(buffer.pointer)
      guard buffer.direction != .deviceWrites,
        point.interpreter.isReadOnlyMemory(buffer.pointer)
          ?? (storage.kind == .literal || storage.isConstant),
        let engine = point.interpreter.engine(of: id, facts), !engine.readsFlash
      else { return nil }
      return Candidate(
        code: "DMA502", site: facts.start,
        message: "the bytes are read-only data in flash, and \(engine.name) reads RAM only",
        buffer: name, trace: [], transfer: id, fix: "Copy the bytes to a RAM buffer first")
    }
  }

  static let readOnlyDestination = Rule("DMA503") { point in
    starting(point) { id, facts, buffer, name in
      let storage = point.storage(buffer.pointer)
      guard buffer.direction == .deviceWrites, storage.kind == .literal || storage.isConstant else {
        return nil
      }
      return Candidate(
        code: "DMA503", site: facts.start,
        message: "the device is told to write to constant memory", buffer: name, trace: [],
        transfer: id, fix: "Receive into a variable")
    }
  }

  static let ringMisaligned = Rule("DMA506") { point in
    guard case .start(let id) = point.event, let facts = point.state.transfers[id],
      let bits = facts.ringBits, bits < 32, let buffer = facts.buffers.first
    else { return [] }
    let ring = UInt64(1) << UInt64(bits)
    let storage = point.storage(buffer.pointer)
    let isAligned = point.interpreter.isAligned(buffer.pointer, to: ring)
    let name = point.name(buffer.pointer)
    guard isAligned == false || storage.size.map({ $0 < ring }) == true else { return [] }
    return [
      Candidate(
        code: "DMA506", site: facts.start,
        message:
          "the hardware ring of \(ring) bytes wraps on its natural boundary, and '\(name)' is not aligned to it",
        buffer: name, trace: point.origin(buffer.pointer), transfer: id,
        fix: "Align the buffer to \(ring) bytes")
    ]
  }

  static let lengthExceedsBuffer = Rule("DMA507") { point in
    starting(point) { id, facts, buffer, name in
      guard facts.ringBits == nil, let length = buffer.length.integerValue, length > 0,
        let size = point.storage(buffer.pointer).size, buffer.pointer.region.path.isEmpty,
        let offset = buffer.pointer.offset, offset >= 0, offset &+ length > Int64(clamping: size)
      else { return nil }
      let stride = Int64(buffer.pointer.stride ?? 1)
      // Elements counted in bytes: the length is right in the wrong unit.
      let isUnit = stride > 1 && length == (Int64(clamping: size) - offset) * stride
      return Candidate(
        code: isUnit ? "DMA508" : "DMA507", site: facts.start,
        message: isUnit
          ? "bytes are given where elements of \(stride) bytes are counted: \(length) bytes for the \(size) of '\(name)'"
          : "the transfer of \(length) bytes is longer than '\(name)', which has \(Int64(clamping: size) - offset)",
        buffer: name, trace: point.origin(buffer.pointer), transfer: id,
        fix: "Give the length in the unit that the function counts")
    }
  }

  static let countTruncation = Rule("DMA509") { point in
    starting(point) { id, facts, buffer, name in
      var length = buffer.length
      var count: Int64?
      for _ in 0..<4 {
        guard case .symbol(let symbol) = length else { break }
        switch point.interpreter.term(symbol) {
        case .binary("truncate", .integer(let number), _):
          count = number
          length = .unknown
        case .binary("*", let inner, .integer), .binary("/", let inner, .integer): length = inner
        default: length = .unknown
        }
      }
      guard let count else { return nil }
      return Candidate(
        code: "DMA509", site: facts.start,
        message: "a count of \(count) does not fit the parameter and is truncated",
        buffer: name, trace: [], transfer: id, fix: "Send the buffer in chunks that fit the count")
    }
  }

  private static func starting(
    _ point: Point, _ make: (TransferID, TransferFacts, TransferBuffer, String) -> Candidate?
  ) -> [Candidate] {
    guard case .start(let id) = point.event, let facts = point.state.transfers[id] else {
      return []
    }
    return facts.buffers.compactMap { buffer in
      guard buffer.direction != .descriptor else { return nil }
      return make(id, facts, buffer, point.name(buffer.pointer))
    }
  }
}

extension Interpreter {
  /// The engine that serves a transfer, as far as the platform tells.
  func engine(of id: TransferID, _ facts: TransferFacts) -> Platform.Engine? {
    guard let channel = facts.channel else { return nil }
    if case .integer(let address)? = channel.key.first, channel.kind == "register" {
      return platform.engines.first { engine in
        engine.registers.contains { $0.contains(UInt64(bitPattern: address)) }
      }
    }
    let names = channel.key.map { value -> String in
      switch value {
      case .pointer(let pointer): name(of: pointer)
      case .constant(let name): name
      default: ""
      }
    }
    for engine in platform.engines {
      for pattern in engine.serves where names.contains(where: { Self.matches($0, pattern) }) {
        return engine
      }
    }
    return platform.engines.first { engine in
      engine.channelKinds.contains { channel.kind == $0 || channel.kind.hasPrefix($0 + "-") }
    }
  }

  static func matches(_ name: String, _ pattern: String) -> Bool {
    guard let star = pattern.firstIndex(of: "*") else { return name == pattern }
    return name.hasPrefix(pattern[..<star])
      && name.hasSuffix(pattern[pattern.index(after: star)...])
  }
}
