/// DMA4: while in flight, nobody else uses the buffer, the channel or the peripheral.
extension RuleBook {
  static let accessInFlight = Rule("DMA401", at: .access) { point in
    guard case .access(let access) = point.event, access.mode == .plain else { return [] }
    return conflicts(point, access) { id, facts, buffer, record in
      guard facts.phase != .stopping, !record.isCircular, !record.isScanning else { return nil }
      let name = point.name(access.pointer)
      return Candidate(
        code: "DMA401", site: point.site,
        message: "'\(name)' is \(access.verb) while a transfer may be using it",
        buffer: point.name(buffer.pointer),
        trace: [
          point.label(facts.start, "the transfer starts here"),
          point.label(point.site, "nothing in between waits for it"),
        ],
        transfer: id, fix: "Wait for the transfer first")
    }
  }

  static let circularHalf = Rule("DMA405", at: .access) { point in
    guard case .access(let access) = point.event, access.mode == .plain else { return [] }
    if let handler = point.interpreter.currentHandler { return wrongHalf(point, access, handler) }
    // What a handler has said to be complete is looked at while the other half is filled.
    if point.state.signalled.contains(where: { flag in
      point.interpreter.releases[flag]?.contains { $0 != nil } == true
        || point.interpreter.handlerWrites[flag] != nil
    }) {
      return []
    }
    return conflicts(point, access) { id, facts, buffer, record in
      guard facts.phase != .stopping, record.isCircular, !record.isScanning else { return nil }
      // Where the engine is said to be elsewhere, it is in what this access does not touch.
      if facts.hasGoneOn {
        let size = point.interpreter[access.region.storage].size
        let touched = facts.buffers.count { part in
          guard part.direction != .deviceReads,
            part.pointer.region.overlaps(access.region),
            case .meets = access.overlap(with: part, size: size)
          else { return false }
          return true
        }
        guard touched > 1 else { return nil }
      }
      let name = point.name(access.pointer)
      return Candidate(
        code: "DMA405", site: point.site,
        message: "'\(name)' is \(access.verb) while the circular transfer may be filling this part",
        buffer: point.name(buffer.pointer),
        trace: [point.label(facts.start, "the circular transfer starts here")],
        transfer: id, fix: "Use each half in the callback that says it is complete")
    }
  }

  /// A handler that says one half is complete uses the other, which is being filled.
  private static func wrongHalf(
    _ point: Point, _ access: Access, _ handler: FunctionID
  ) -> [Candidate] {
    guard let bytes = access.bytes else { return [] }
    var found: [Candidate] = []
    for record in point.interpreter.transfers where record.isCircular && !record.isReplaced {
      guard let model = record.model,
        !point.interpreter.startingHandlers.contains(handler),
        let isHalf = point.interpreter.half(of: handler, model)
      else { continue }
      for buffer in record.circularBuffers where buffer.pointer.region.overlaps(access.region) {
        guard let start = buffer.pointer.offset, let length = buffer.length.integerValue,
          length > 1,
          let shift = point.interpreter.shift(of: access.pointer, in: buffer.pointer.region)
        else { continue }
        let touched = bytes.moved(by: shift)
        let whole = Range(from: start, count: length)
        let middle = start &+ (whole.upperBound &- start) / 2
        let filling = isHalf ? middle..<whole.upperBound : start..<middle
        guard touched.overlaps(filling) else { continue }
        let name = point.name(access.pointer)
        found.append(
          Candidate(
            code: "DMA405", site: point.site,
            message:
              "'\(name)' is \(access.verb) in the half that the circular transfer is filling when this handler runs",
            buffer: point.name(buffer.pointer),
            trace: record.starts.min().map {
              [point.label($0, "the circular transfer starts here")]
            } ?? [],
            transfer: nil, fix: "Use each half in the callback that says it is complete"))
      }
    }
    return Array(found.prefix(1))
  }

  static let incompleteAbort = Rule("DMA604", at: [.freed, .access]) { point in
    var found: [Candidate] = []
    func candidate(
      _ id: TransferID, _ facts: TransferFacts, _ buffer: TransferBuffer, _ verb: String
    ) -> Candidate? {
      guard facts.phase == .stopping else { return nil }
      let name = point.name(buffer.pointer)
      return Candidate(
        code: "DMA604", site: point.site,
        message:
          "'\(name)' is \(verb) after a stop was requested and before the engine has stopped",
        buffer: name,
        trace: [
          point.label(facts.start, "the transfer starts here"),
          point.label(facts.stopRequest ?? facts.start, "the stop is requested here"),
        ],
        transfer: id, fix: "Poll until the engine says that it has stopped")
    }
    if case .freed(let pointer) = point.event {
      for (id, facts, buffer) in point.transfers(over: pointer.region.storage) {
        if let freed = candidate(id, facts, buffer, "freed") { found.append(freed) }
      }
    }
    if case .access(let access) = point.event, access.mode == .plain {
      found += conflicts(point, access) { id, facts, buffer, _ in
        candidate(id, facts, buffer, access.verb)
      }
    }
    return found
  }

  /// Transfers that an access of the CPU disturbs or is disturbed by.
  private static func conflicts(
    _ point: Point, _ access: Access,
    _ make: (TransferID, TransferFacts, TransferBuffer, TransferRecord) -> Candidate?
  ) -> [Candidate] {
    var found: [Candidate] = []
    for id in point.state.transfers.keys.sorted() {
      guard let facts = point.state.transfers[id], facts.phase != .maybeComplete else { continue }
      for buffer in facts.buffers where buffer.pointer.region.overlaps(access.region) {
        let size = point.interpreter[access.region.storage].size
        guard buffer.direction != .peripheral,
          case .meets = access.overlap(with: buffer, size: size),
          !isPastArray(access, buffer, point), !isInHalfDone(access, buffer, facts)
        else { continue }
        if !access.isWrite {
          // The device may only read what the program wrote for it.
          if buffer.direction == .deviceReads || buffer.direction == .descriptor { continue }
          if !buffer.isDirectionKnown,
            buffer.direction == .both || buffer.direction == .deviceWrites
          {
            // Whether the engine writes it is what the program does behind the completion.
            guard
              var candidate = make(id, facts, buffer, point.interpreter.transfers[Int(id.index)])
            else { continue }
            candidate.holdsIfReadBack = true
            found.append(candidate)
            break
          }
        }
        if let candidate = make(id, facts, buffer, point.interpreter.transfers[Int(id.index)]) {
          found.append(candidate)
          break
        }
      }
    }
    return found
  }

  /// Whether an access lies in the half of which the engine has said that it is done.
  private static func isInHalfDone(
    _ access: Access, _ buffer: TransferBuffer, _ facts: TransferFacts
  ) -> Bool {
    guard facts.isHalfDone, access.region == buffer.pointer.region, let bytes = access.bytes,
      let start = buffer.pointer.offset, let length = buffer.length.integerValue
    else { return false }
    return bytes.lowerBound >= start && bytes.upperBound <= start &+ length / 2
  }

  /// Whether an access lies behind the array in which a transfer begins that says no length: it is
  /// taken to stay in there.
  private static func isPastArray(
    _ access: Access, _ buffer: TransferBuffer, _ point: Point
  ) -> Bool {
    guard access.region == buffer.pointer.region, buffer.length.integerValue == nil,
      let at = access.pointer.offset,
      let array = point.storage(buffer.pointer).array(at: buffer.pointer.offset)
    else { return false }
    return at >= array.range.upperBound
  }

  static let overlappingUse = Rule("DMA403", at: [.peripheral, .channelBusy]) { point in
    func overlapping(_ id: TransferID, _ subject: String, _ use: String) -> [Candidate] {
      guard let facts = point.state.transfers[id] else { return [] }
      let name = facts.buffers.first.map { point.name($0.pointer) } ?? ""
      return [
        Candidate(
          code: "DMA403", site: point.site,
          message: "\(subject) is \(use) while the \(Point.transfer(of: name)) may be using it",
          buffer: name,
          trace: [point.label(facts.start, "the transfer in flight was started here")],
          transfer: id, fix: "Wait for the transfer in flight before the other use")
      ]
    }
    switch point.event {
    case .peripheralDriven(let id, let function):
      return overlapping(id, "the peripheral", "driven by '\(function)'")
    case .peripheralUsed(let id, let isWrite):
      guard let facts = point.state.transfers[id],
        facts.buffers.contains(where: { $0.direction.isServed(byWrites: isWrite) })
      else { return [] }
      return overlapping(id, "the peripheral's data register", isWrite ? "written" : "read")
    case .channelBusy(let id, let new):
      guard let facts = point.state.transfers[id], facts.phase != .maybeComplete else { return [] }
      if point.interpreter.transfers[Int(new.index)].isBlocking {
        return overlapping(id, "the peripheral", "driven by a blocking call")
      }
      guard let first = owner(of: facts.start, point), let second = owner(of: point.site, point),
        !point.interpreter.program.isKind(first, of: second),
        !point.interpreter.program.isKind(second, of: first)
      else { return [] }
      return overlapping(id, "the channel", "used by '\(second)' as well")
    default: return []
    }
  }

  /// The type whose code stands at a site.
  private static func owner(of site: Site, _ point: Point) -> String? {
    let functions = point.interpreter.program.module.functions
    guard Int(site.function.index) < functions.count else { return nil }
    return functions[Int(site.function.index)].owner
  }

  static let configuredWhileEnabled = Rule("DMA605", at: .reconfigured) { point in
    guard case .reconfigured(let id) = point.event, let facts = point.state.transfers[id] else {
      return []
    }
    let name = facts.buffers.first.map { point.name($0.pointer) } ?? ""
    return [
      Candidate(
        code: "DMA605", site: point.site,
        message:
          "the channel is configured while its \(Point.transfer(of: name)) may still be running",
        buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
        transfer: id,
        fix: "Stop the channel and wait until it has stopped, or wait for the transfer")
    ]
  }

  static let doubleStart = Rule("DMA402", at: .channelBusy) { point in
    guard case .channelBusy(let other, let new) = point.event,
      let facts = point.state.transfers[other], facts.phase != .maybeComplete,
      !point.interpreter.transfers[Int(new.index)].isBlocking
    else { return [] }
    // What a pointer from outside points to may be the peripheral's end of the transfer.
    let buffer =
      facts.buffers.first { point.storage($0.pointer).kind != .pointee } ?? facts.buffers.first
    let name = buffer.map { point.name($0.pointer) } ?? ""
    return [
      Candidate(
        code: "DMA402", site: point.site,
        message:
          "the channel is started while its \(Point.transfer(of: name)) may still be running",
        buffer: name,
        trace: [point.label(facts.start, "the transfer in flight was started here")],
        transfer: other, fix: "Wait for the transfer in flight, or stop it, before the next start")
    ]
  }
}

extension Interpreter {
  /// How many bytes into a region an element of a tuple lies; nil where that is not known.
  fileprivate func shift(of pointer: Pointer, in region: Region) -> Int64? {
    let path = pointer.region.path.dropFirst(region.path.count)
    guard let name = path.first else { return 0 }
    guard path.count == 1, let index = Int(name),
      let tuple = type(of: Pointer(region.storage, path: region.path), State()),
      tuple.name == "Tuple", tuple.arguments.indices.contains(index),
      let first = tuple.arguments.first, tuple.arguments.allSatisfy({ $0 == first }),
      let size = size(of: first)
    else { return nil }
    return Int64(clamping: size) &* Int64(index)
  }

  /// Whether a handler says that the first half is complete, or all; nil where it is no such handler.
  fileprivate func half(of handler: FunctionID, _ model: FunctionModel) -> Bool? {
    func isHandler(_ name: String) -> Bool { program.functionsByLinkName[name] == handler }
    if model.halfHandlers.contains(where: isHandler) { return true }
    if model.completionHandlers.contains(where: isHandler) { return false }
    // What the kit says of the handler itself, where the start names none.
    guard let known = knowledge.model(of: program.function(handler).name),
      let kind = model.channel?.kind, known.channel?.kind == kind
    else { return nil }
    switch known.announces {
    case .half: return true
    case .complete: return false
    case .error, .aborted, .allocate, nil: return nil
    }
  }
}

extension FunctionModel.Direction {
  /// Whether a transfer in this direction writes, or reads, the peripheral's data register.
  fileprivate func isServed(byWrites: Bool) -> Bool {
    switch self {
    case .deviceReads, .both: byWrites
    case .deviceWrites: !byWrites
    case .descriptor, .peripheral: false
    }
  }
}
