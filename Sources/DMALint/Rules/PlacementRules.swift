/// DMA5: the engine can reach the memory at the address it is given, and may do there what it is told to.
extension RuleBook {
  static let unreachableRegion = Rule("DMA501", at: .start) { point in
    starting(point) { id, facts, buffer, name in
      guard let place = point.interpreter.unreachable(buffer, id, facts) else { return nil }
      return Candidate(
        code: "DMA501", site: facts.start,
        message: "\(place.engine.name) has no path to \(place.region.name), where '\(name)' is",
        buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
        transfer: id, fix: "Put the buffer into memory that \(place.engine.name) reaches")
    }
  }

  static let flashResident = Rule("DMA502", at: .start) { point in
    starting(point) { id, facts, buffer, name in
      guard buffer.direction != .deviceWrites, point.interpreter.isInFlash(buffer),
        let engine = point.interpreter.engine(of: id, facts), !engine.readsFlash,
        point.interpreter.transfers[Int(id.index)].model?.copiesUnfit != true
      else { return nil }
      return Candidate(
        code: "DMA502", site: facts.start,
        message: "the bytes are read-only data in flash, and \(engine.name) reads RAM only",
        buffer: name, trace: [], transfer: id, fix: "Copy the bytes to a RAM buffer first")
    }
  }

  static let readOnlyDestination = Rule("DMA503", at: .start) { point in
    starting(point) { id, facts, buffer, name in
      guard
        buffer.direction == .deviceWrites || (buffer.direction == .both && buffer.isDirectionKnown),
        point.interpreter.isReadOnly(buffer)
      else { return nil }
      return Candidate(
        code: "DMA503", site: facts.start,
        message: "the device is told to write to constant memory", buffer: name, trace: [],
        transfer: id, fix: "Receive into a variable")
    }
  }

  static let wrongAddressSpace = Rule("DMA504", at: .start) { point in
    guard case .start(let id) = point.event, let facts = point.state.transfers[id],
      let engine = point.interpreter.engine(of: id, facts), engine.confidence >= 50
    else { return [] }
    var found: [Candidate] = []
    func report(_ value: Value, at site: Site, _ buffer: String) {
      guard let reason = point.interpreter.misaddressed(value, engine) else { return }
      found.append(
        Candidate(
          code: "DMA504", site: site, message: reason, buffer: buffer,
          trace: [point.label(facts.start, "the transfer starts here")], transfer: id,
          fix: "Convert the address in one function for each engine"))
    }
    for buffer in facts.buffers.prefix(1) {
      let name = point.name(buffer.pointer)
      if case .integer(let register)? = facts.channel?.key.first,
        let offset = point.interpreter.offset(of: UInt64(bitPattern: register), in: engine),
        engine.addressRegisters.isEmpty || engine.addressRegisters.contains(offset)
      {
        report(.pointer(buffer.pointer), at: buffer.handedOver, name)
      }
      // Where the engine is given a control block, the addresses in it are its too.
      guard !engine.peripheralBus.isEmpty else { continue }
      for field in point.interpreter.fields(of: buffer.pointer, point.state) {
        report(field.value, at: field.site, name)
      }
    }
    return found
  }

  static let plainHeap = Rule("DMA510", at: .start) { point in
    starting(point) { id, facts, buffer, name in
      guard let heap = point.interpreter.platform.heap, !heap.isDMACapable else { return nil }
      let storage = point.storage(buffer.pointer)
      guard storage.kind == .heap, storage.allocator.map({ $0.isPlain }) ?? true else { return nil }
      return Candidate(
        code: "DMA510", site: facts.start,
        message:
          "'\(name)' is from the general heap, which may be memory that the engine cannot use",
        buffer: name, trace: point.origin(buffer.pointer), transfer: id,
        fix: "Allocate it with the allocator that the platform offers for DMA")
    }
  }

  static func starting(
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
