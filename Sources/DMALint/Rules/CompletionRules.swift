/// DMA6 and the part of DMA4 that only whole paths decide: transfers that were left behind.
///
/// These rules look at what became of a transfer on all paths together, after the analysis.
enum CompletionRules {
  /// What the rules say of one transfer.
  static func look(_ id: TransferID, _ interpreter: Interpreter) -> [Candidate] {
    let record = interpreter.transfers[Int(id.index)]
    guard record.completionHandler == nil, !record.isCircular, !record.isScanning,
      !record.isBlocking, let start = record.starts.min()
    else { return [] }
    let buffer = record.buffers.keys.sorted().first ?? ""
    if record.channels.contains(where: interpreter.isHandled) { return [] }
    if record.model == nil, interpreter.hasInterruptHandlers { return [] }
    var found: [Candidate] = []
    for site in record.drops.sorted() {
      found.append(
        Candidate(
          code: "DMA107", site: site,
          message:
            "the handle that would end the \(Point.transfer(of: buffer)) is dropped while it is running",
          buffer: buffer, trace: [TraceLabel(site: start, message: "the transfer starts here")],
          transfer: id, fix: "Join or stop the transfer, or keep the handle"))
    }
    for exits in record.abandoned.sorted(by: { $0.count < $1.count }) {
      if let exit = exits.first(where: {
        interpreter.completedPaths.contains(
          interpreter.path(from: $0.frame, to: record.frame, record.armed))
      }) {
        let isCancelled = exit.kind == .cancellation
        let round = exit.round.flatMap { record.outlived.contains($0) ? nil : $0 }
        var trace = [TraceLabel(site: start, message: "the transfer starts here")]
        if round != nil {
          trace.append(TraceLabel(site: exit.site, message: "control leaves the function here"))
        }
        found.append(
          Candidate(
            code: isCancelled ? "DMA607" : "DMA602", site: round ?? exit.site,
            message: isCancelled
              ? "cancellation leaves the \(Point.transfer(of: buffer)) running"
              : "this exit leaves the \(Point.transfer(of: buffer)) in flight, where another path waits for it",
            buffer: buffer, trace: trace, transfer: id,
            fix: "Wait for the transfer, or stop it, on this path too",
            also: isCancelled ? ["DMA602"] : []))
      } else if !record.isCompletedSomewhere, !record.isStoppedSomewhere, !record.isLost,
        let exit = exits.first(where: { isPastWait($0, interpreter) })
      {
        // The path that waits is not taken with the values that the inputs pass, and is there.
        found.append(
          Candidate(
            code: "DMA602", site: exit.site,
            message:
              "this exit leaves the transfer of '\(buffer)' in flight, where another path waits for it",
            buffer: buffer,
            trace: [TraceLabel(site: start, message: "the transfer starts here")],
            transfer: id, fix: "Wait for the transfer, or stop it, on this path too",
            also: ["DMA601"]))
      } else if !record.isCompletedSomewhere, !record.isStoppedSomewhere, !record.isLost,
        // A driver's queue that is not certain to need a wait is none.
        record.model.map({ !$0.isQueued || $0.confidence >= 90 }) != false
      {
        found.append(
          Candidate(
            code: "DMA601", site: start,
            message: "no path waits for, stops or hands over the \(Point.transfer(of: buffer))",
            buffer: buffer, trace: [], transfer: id,
            fix: "Wait for the transfer, or register a completion handler"))
      }
    }
    if !found.contains(where: { $0.code == "DMA602" || $0.code == "DMA607" }) {
      found += givenUp(id, record, start, buffer, interpreter)
    }
    return found
  }

  /// Where a function waits for the transfer on one path and has given up on another, and whoever called
  /// it went on as if nothing were in flight.
  private static func givenUp(
    _ id: TransferID, _ record: TransferRecord, _ start: Site, _ buffer: String,
    _ interpreter: Interpreter
  ) -> [Candidate] {
    record.givenUp.filter { exit in
      interpreter.completions.contains { $0.key.function == exit.function && $0.value.contains(id) }
    }.map(\.site).sorted().map { site in
      Candidate(
        code: "DMA602", site: site,
        message:
          "this exit leaves the \(Point.transfer(of: buffer)) in flight, where another path waits for it",
        buffer: buffer, trace: [TraceLabel(site: start, message: "the transfer starts here")],
        transfer: id, fix: "Stop the transfer before giving up, or tell the caller to")
    }
  }

  /// Whether control leaves a function early, and a modelled wait or stop stands behind that.
  private static func isPastWait(
    _ exit: PathTransfer.Exit, _ interpreter: Interpreter
  ) -> Bool {
    guard exit.kind == .early || exit.kind == .error else { return false }
    return interpreter.program.function(exit.function).blocks.contains { block in
      block.operations.contains { operation in
        guard case .call(let call) = operation.kind, case .name(let name) = call.callee,
          exit.site.range < operation.range
        else { return false }
        switch interpreter.knowledge.model(of: name)?.role {
        case .wait, .poll, .stop: return true
        default: return false
        }
      }
    }
  }

  /// Plain state that a handler and the main program share, where one of them changes it.
  static func races(_ interpreter: Interpreter) -> [Candidate] {
    var found: [Candidate] = []
    var torn: Set<StorageID> = []
    for (region, main) in interpreter.mainAccesses.sorted(by: {
      ($0.key.storage, $0.key.path.joined(separator: "."))
        < ($1.key.storage, $1.key.path.joined(separator: "."))
    }) {
      let handlers = interpreter.handlerAccesses.filter { $0.key.overlaps(region) }
      let other = handlers.values.flatMap { $0 }
      // A word that one side only stores and the other only loads is not torn: polling it is another
      // rule's business.
      let isOneWord = interpreter.isOneWord(region) && !isPart(region, interpreter)
      let pairs = main.sorted { $0.site < $1.site }.lazy.compactMap { mine -> (Site, Site)? in
        guard !mine.isAtomic else { return nil }
        let rival = other.filter { theirs in
          guard !theirs.isAtomic else { return false }
          if mine.isWrite, isCounting(mine, theirs, main, other, interpreter) {
            return !areSynchronised(mine, theirs, interpreter)
          }
          guard mayMeet(mine, theirs, interpreter) else { return false }
          let bothWrite =
            theirs.isWrite
            && main.contains {
              $0.isWrite && !$0.isAtomic && mayMeet($0, theirs, interpreter)
            }
          guard bothWrite || ((mine.isWrite || theirs.isWrite) && !isOneWord) else { return false }
          return !areSynchronised(mine, theirs, interpreter)
        }.map(\.site).min()
        return rival.map { (mine.site, $0) }
      }
      guard let (site, rival) = pairs.first else { continue }
      if isPart(region, interpreter), !torn.insert(region.storage).inserted { continue }
      let name = interpreter.name(of: Pointer(region.storage, path: region.path))
      found.append(
        Candidate(
          code: "DMA404", site: site,
          message: "'\(name)' is used here and by an interrupt handler without synchronisation",
          buffer: name, trace: [TraceLabel(site: rival, message: "the handler uses it here")],
          transfer: nil, fix: "Make it an 'Atomic', or mask the interrupt around the access"))
    }
    return found + restarts(interpreter) + handlersOwn(interpreter)
  }

  /// Memory that a handler hands over again on its own, while the main program still uses it.
  private static func restarts(_ interpreter: Interpreter) -> [Candidate] {
    interpreter.handlerStarts.sorted {
      ($0.key.storage, $0.key.path.joined(separator: "."))
        < ($1.key.storage, $1.key.path.joined(separator: "."))
    }.compactMap { region, starts in
      // Where the engine has several buffers, which of them is whose turn is not known.
      guard isOnlyBuffer(region.storage, interpreter) else { return nil }
      let uses = interpreter.mainAccesses.filter { $0.key.overlaps(region) }.values.joined()
      let met = firstMeeting(uses.filter { !$0.isAtomic }, starts, interpreter) { mine, theirs in
        theirs.handler.map(mine.handlers.contains) == true
      }
      guard let (site, rival) = met else { return nil }
      let name = interpreter.name(of: Pointer(region.storage, path: region.path))
      return Candidate(
        code: "DMA404", site: site,
        message: "'\(name)' is used here while an interrupt handler may have handed it over again",
        buffer: name,
        trace: [TraceLabel(site: rival, message: "the handler starts a transfer here")],
        transfer: nil,
        fix: "Start the next transfer where the data have been taken, or into another buffer",
        also: ["DMA401"])
    }
  }

  /// The first use of memory by the main program at which a handler may have handed the same bytes over, and
  /// where the handler does so.
  private static func firstMeeting(
    _ uses: some Sequence<AccessNote>, _ starts: Set<AccessNote>, _ interpreter: Interpreter,
    where mayMeet: (AccessNote, AccessNote) -> Bool = { _, _ in true }
  ) -> (use: Site, start: Site)? {
    for mine in uses.sorted(by: { $0.site < $1.site }) {
      let rivals = starts.filter { theirs in
        guard mine.isWrite || theirs.isWrite, mayMeet(mine, theirs) else { return false }
        if let x = mine.bytes, let y = theirs.bytes, !x.overlaps(y) { return false }
        return !theirs.acquired.contains { interpreter.releases[$0]?.contains(nil) == true }
      }
      if let rival = rivals.map(\.site).min() { return (mine.site, rival) }
    }
    return nil
  }

  /// Memory that handlers hand over whenever they run, and that the main program, which starts nothing
  /// itself, goes on using.
  private static func handlersOwn(_ interpreter: Interpreter) -> [Candidate] {
    interpreter.lastingAccesses.sorted {
      ($0.key.storage, $0.key.path.joined(separator: "."))
        < ($1.key.storage, $1.key.path.joined(separator: "."))
    }.compactMap { region, uses in
      let starts = interpreter.handlerStarts[region] ?? []
      guard let (site, rival) = firstMeeting(uses, starts, interpreter) else { return nil }
      let name = interpreter.name(of: Pointer(region.storage, path: region.path))
      return Candidate(
        code: "DMA404", site: site,
        message: "'\(name)' is used here while an interrupt handler may have handed it over",
        buffer: name,
        trace: [TraceLabel(site: rival, message: "the handler starts a transfer here")],
        transfer: nil,
        fix: "Mask the interrupt around the access, or hand a copy to the handler", also: ["DMA401"]
      )
    }
  }

  /// Whether the channels of the transfers over some memory are given no other.
  private static func isOnlyBuffer(_ storage: StorageID, _ interpreter: Interpreter) -> Bool {
    let channels = interpreter.transfers.filter { $0.storages.contains(storage) }
      .reduce(into: Set<ChannelValue>()) { $0.formUnion($1.channels) }
    return interpreter.transfers.allSatisfy {
      $0.channels.isDisjoint(with: channels) || $0.storages == [storage]
    }
  }

  /// Whether the region is one of several members that a handler stores and the main program loads: what
  /// is loaded may be of two different moments.
  private static func isPart(_ region: Region, _ interpreter: Interpreter) -> Bool {
    func members(_ accesses: [Region: Set<AccessNote>], areWritten: Bool) -> Set<[String]> {
      Set(
        accesses.filter { other, notes in
          other.storage == region.storage
            && other.path.dropLast() == region.path.dropLast() && !other.path.isEmpty
            && notes.contains { !$0.isAtomic && $0.isWrite == areWritten }
        }.keys.map(\.path))
    }
    guard !region.path.isEmpty else { return false }
    return members(interpreter.mainAccesses, areWritten: false)
      .intersection(members(interpreter.handlerAccesses, areWritten: true)).count > 1
  }

  /// Whether the handler may run while the main program is there.
  private static func mayMeet(
    _ mine: AccessNote, _ theirs: AccessNote, _ interpreter: Interpreter
  ) -> Bool {
    guard let handler = theirs.handler else { return false }
    return mine.isInFlight || interpreter.startingHandlers.contains(handler)
      || interpreter.isInterrupt(handler)
  }

  /// Whether both sides go on counting with the same number: a handler that adds to what it finds runs
  /// again and again, whatever one start of a transfer has done.
  private static func isCounting(
    _ mine: AccessNote, _ theirs: AccessNote, _ main: Set<AccessNote>, _ other: [AccessNote],
    _ interpreter: Interpreter
  ) -> Bool {
    guard mine.isLasting, mine.isWrite, theirs.isWrite, let handler = theirs.handler,
      main.contains(where: { !$0.isWrite && $0.isLasting && !$0.isAtomic }),
      other.contains(where: { !$0.isWrite && $0.handler == handler })
    else { return false }
    let served = interpreter.transfers.filter { $0.completionHandler == handler }
    return !served.isEmpty && served.allSatisfy { !$0.isLasting }
  }

  /// Whether one side has acquired what the other released.
  private static func areSynchronised(
    _ mine: AccessNote, _ theirs: AccessNote, _ interpreter: Interpreter
  ) -> Bool {
    mine.acquired.contains { interpreter.releases[$0]?.contains(theirs.handler) == true }
      || theirs.acquired.contains { interpreter.releases[$0]?.contains(nil) == true }
  }
}

extension Interpreter {
  /// Whether a region is loaded and stored in one access.
  func isOneWord(_ region: Region) -> Bool {
    guard self[region.storage].kind != .heap else { return false }
    let pointer = Pointer(region.storage, path: region.path)
    guard let type = type(of: pointer, State()), let size = size(of: type) else { return true }
    let word: UInt64 = ["aarch64", "riscv64"].contains(platform.architecture) ? 8 : 4
    return size <= word && type.name != "Tuple"
  }

  /// Whether a handler is an entry of the vector table, which may run at any time.
  func isInterrupt(_ id: FunctionID) -> Bool {
    let function = program.function(id)
    return function.name.hasSuffix("_IRQHandler")
      || function.attributes.contains {
        $0.name == "interrupt" || $0.argument?.hasSuffix("_IRQHandler") == true
          || $0.argument?.hasSuffix("_Handler") == true
      }
  }
}
