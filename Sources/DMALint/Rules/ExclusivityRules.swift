/// DMA4: while in flight, nobody else uses the buffer, the channel or the peripheral.
extension RuleBook {
  static let accessInFlight = Rule("DMA401") { point in
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

  static let circularHalf = Rule("DMA405") { point in
    guard case .access(let access) = point.event, access.mode == .plain,
      point.interpreter.currentHandler == nil
    else { return [] }
    return conflicts(point, access) { id, facts, buffer, record in
      guard facts.phase != .stopping, record.isCircular, !record.isScanning else { return nil }
      let name = point.name(access.pointer)
      return Candidate(
        code: "DMA405", site: point.site,
        message: "'\(name)' is \(access.verb) while the circular transfer may be filling this part",
        buffer: point.name(buffer.pointer),
        trace: [point.label(facts.start, "the circular transfer starts here")],
        transfer: id, fix: "Use each half in the callback that says it is complete")
    }
  }

  static let incompleteAbort = Rule("DMA604") { point in
    var found: [Candidate] = []
    func add(_ id: TransferID, _ facts: TransferFacts, _ buffer: TransferBuffer, _ verb: String) {
      guard facts.phase == .stopping else { return }
      let name = point.name(buffer.pointer)
      found.append(
        Candidate(
          code: "DMA604", site: point.site,
          message: "'\(name)' is \(verb) after a stop was requested and before the engine has stopped",
          buffer: name,
          trace: [
            point.label(facts.start, "the transfer starts here"),
            point.label(facts.stopRequest ?? facts.start, "the stop is requested here"),
          ],
          transfer: id, fix: "Poll until the engine says that it has stopped"))
    }
    if case .freed(let pointer) = point.event {
      for (id, facts, buffer) in point.transfers(over: pointer.region.storage) {
        add(id, facts, buffer, "freed")
      }
    }
    if case .access(let access) = point.event, access.mode == .plain {
      _ = conflicts(point, access) { id, facts, buffer, _ in
        add(id, facts, buffer, access.verb)
        return nil
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
        guard buffer.direction != .peripheral, !isApart(access, buffer) else { continue }
        if !access.isWrite {
          // The device may only read what the program wrote for it.
          if buffer.direction == .deviceReads || buffer.direction == .descriptor { continue }
          if buffer.direction == .both, !buffer.isDirectionKnown { continue }
        }
        if let candidate = make(id, facts, buffer, point.interpreter.transfers[Int(id.index)]) {
          found.append(candidate)
          break
        }
      }
    }
    return found
  }

  /// Whether the bytes are known to be others than those of the transfer.
  private static func isApart(_ access: Access, _ buffer: TransferBuffer) -> Bool {
    guard let at = access.pointer.offset, let start = buffer.pointer.offset else { return false }
    if let length = buffer.length.integerValue, length > 0, at >= start &+ length { return true }
    if let length = access.length?.integerValue, length > 0, at &+ length <= start { return true }
    if access.length == nil, let stride = access.pointer.stride, at &+ Int64(stride) <= start {
      return true
    }
    return false
  }

  static let doubleStart = Rule("DMA402") { point in
    guard case .channelBusy(let other, _) = point.event,
      let facts = point.state.transfers[other], facts.phase != .maybeComplete
    else { return [] }
    let name = facts.buffers.first.map { point.name($0.pointer) } ?? ""
    return [
      Candidate(
        code: "DMA402", site: point.site,
        message: "the channel is started while its transfer of '\(name)' may still be running",
        buffer: name,
        trace: [point.label(facts.start, "the transfer in flight was started here")],
        transfer: other, fix: "Wait for the transfer in flight, or stop it, before the next start")
    ]
  }
}
