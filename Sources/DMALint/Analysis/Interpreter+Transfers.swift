/// The life of a transfer: start, completion, stop, and the ways functions leave it behind.
extension Interpreter {
  // MARK: Start

  /// A transfer starts, or seems to: its address has been handed over to a register.
  func begin(
    _ id: TransferID, _ facts: TransferFacts, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) {
    var facts = facts
    state.hasStarted = true
    if facts.phase == .armed { refine(id, &facts, state) }
    for other in state.idle.keys where state.idle[other]?.channel == facts.channel {
      state.idle[other] = nil
    }
    if let currentHandler { startingHandlers.insert(currentHandler) }
    if transfers[Int(id.index)].isCircular {
      transfers[Int(id.index)].circularBuffers.formUnion(facts.buffers)
    }
    setAside(id, facts, &state)
    if let channel = facts.channel { transfers[Int(id.index)].channels.insert(channel) }
    if let channel = facts.channel, channel.isKnown,
      transfers[Int(id.index)].model?.isQueued != true
    {
      for other in state.transfers.keys.sorted() where other != id || state.transfers[id] != nil {
        guard let running = state.transfers[other], running.channel == channel else { continue }
        confirmStart(other, &state)
        if facts.phase == .armed {
          facts.disturbs.formUnion(
            said(about: .channelBusy(other, new: id), site, state, activation))
        } else {
          show(.channelBusy(other, new: id), site, &state, activation)
        }
        let exits = running.exits.isEmpty ? running.left.map { [$0] } ?? [] : running.exits
        if running.phase != .maybeComplete {
          transfers[Int(other.index)].givenUp.formUnion(running.givenUp)
        }
        if running.phase != .maybeComplete, !exits.isEmpty, running.task == nil {
          transfers[Int(other.index)].abandoned.insert(exits)
          if let site = running.dropped { transfers[Int(other.index)].drops.insert(site) }
        }
        transfers[Int(other.index)].isReplaced = true
        state.transfers[other] = nil
      }
    }
    for index in facts.buffers.indices {
      if let scope = facts.buffers[index].pointer.validity,
        !isOpen(scope, at: site, in: activation.frame)
      {
        facts.buffers[index].isExpired = true
      }
    }
    for buffer in facts.buffers {
      let region = buffer.pointer.region.trackable
      if let owed = self.facts(overlapping: region, state), !owed.unordered.isEmpty {
        facts.unorderedAtStart[region] = owed.unordered
      }
      transfers[Int(id.index)].buffers[name(of: buffer.pointer)] = buffer.direction
      transfers[Int(id.index)].storages.insert(buffer.pointer.region.storage)
    }
    for buffer in facts.buffers {
      noteView(buffer.pointer, length: buffer.length, site, &state, activation)
    }
    if isLasting { transfers[Int(id.index)].isLasting = true }
    if let currentHandler { noteHandlerStart(facts, by: currentHandler, id, site, state) }
    let isModelled = facts.phase == .inFlight
    noteOrder(id, facts, site, state)
    state.transfers[id] = facts
    show(.start(id), site, &state, activation)
    for buffer in facts.buffers {
      escape(.pointer(buffer.pointer), &state)
      var owed = state.buffers[buffer.pointer.region.trackable] ?? BufferFacts()
      owed.deviceWritten = []
      owed.becomesFresh()
      owed.unacquired = []
      owed.readEarly = []
      owed.earlyReads = []
      owed.trusted = []
      owed.returnedBy = []
      state.buffers[buffer.pointer.region.trackable] = owed
      // What the device overwrites was thrown away on purpose.
      if buffer.direction != .deviceReads, buffer.isDirectionKnown {
        let region = buffer.pointer.region.trackable
        for other in state.buffers.keys where other.overlaps(region) {
          if state.buffers[other].map({ $0.lost.isEmpty && $0.overwritten.isEmpty }) == false {
            state.buffers[other]?.losesNothing()
          }
        }
      }
    }
    if isModelled { transfers[Int(id.index)].starts.insert(site) }
  }

  /// The same start in an earlier round, on another channel, goes on.
  private func setAside(_ id: TransferID, _ facts: TransferFacts, _ state: inout State) {
    guard let running = state.transfers[id], let channel = running.channel,
      channel != facts.channel, channel.key.contains(where: isEarlier)
    else { return }
    confirmStart(id, &state)
    let earlier = earlier(id)
    transfers[Int(earlier.index)].starts.formUnion(transfers[Int(id.index)].starts)
    transfers[Int(earlier.index)].buffers.merge(transfers[Int(id.index)].buffers) { old, _ in old }
    transfers[Int(earlier.index)].storages.formUnion(transfers[Int(id.index)].storages)
    var all = running
    if let others = state.transfers[earlier] {
      for buffer in others.buffers where !all.buffers.contains(buffer) {
        all.buffers.append(buffer)
      }
      if others.phase != all.phase { all.phase = .maybeComplete }
    }
    state.transfers[earlier] = all
    state.transfers[id] = nil
  }

  /// Whether a channel is one of those that earlier rounds of a loop have used.
  func isEarlier(_ key: Value) -> Bool {
    guard case .symbol(let id) = key, case .payload(_, "earlier", _) = term(id) else {
      return false
    }
    return true
  }

  /// Transfers that a wait for a channel may be about, where none is certain: those that a loop over
  /// all channels ends, and those of which nothing can be said.
  func possible(on channel: ChannelValue, _ state: State) -> (
    covered: [TransferID], doubtful: [TransferID]
  ) {
    var covered: [TransferID] = []
    var doubtful: [TransferID] = []
    for id in state.transfers.keys.sorted() {
      guard let other = state.transfers[id]?.channel, other.key.count == channel.key.count,
        kindsAgree(other.kind, channel.kind),
        zip(other.key, channel.key).allSatisfy({
          isEqual(resolved($0, state), resolved($1, state), state) != false
        })
      else { continue }
      let isCovered = zip(other.key, channel.key).allSatisfy { running, waited in
        if running == waited { return true }
        guard case .symbol = waited else { return false }
        let (low, high) = bounds(waited, state)
        if let number = running.integerValue, let low, let high {
          return low <= number && number <= high
        }
        return isEarlier(running) || state.transfers[earlier(id)] != nil
      }
      if isCovered { covered.append(id) } else { doubtful.append(id) }
    }
    return (covered, doubtful)
  }

  /// Whether control is inside the call that makes pointers valid.
  private func isOpen(_ id: ScopeID, at site: Site, in frame: FrameID) -> Bool {
    let scope = scopes[Int(id.index)]
    if frame == scope.frame, site == scope.site { return true }
    var current: FrameID? = frame
    while let id = current {
      let record = frames[Int(id.index)]
      if record.parent == scope.frame, record.call == scope.site { return true }
      current = record.parent
    }
    return false
  }

  /// The start of an armed transfer turns out to be a later write.
  func moveStart(
    _ id: TransferID, to site: Site, _ state: inout State, _ activation: Activation
  ) {
    guard var facts = state.transfers[id] else { return }
    facts.start = site
    refine(id, &facts, state)
    facts.pending = []
    facts.unorderedAtStart = [:]
    facts.fencesInSetUp = FenceRecord.joined(facts.fencesInSetUp, facts.fencesSince)
    facts.fencesSince = []
    facts.fencesSinceLook = nil
    facts.isLookedAt = false
    facts.isAskedAside = false
    for index in facts.buffers.indices {
      if let scope = facts.buffers[index].pointer.validity,
        !isOpen(scope, at: site, in: activation.frame)
      {
        facts.buffers[index].isExpired = true
      }
    }
    for buffer in facts.buffers {
      let region = buffer.pointer.region.trackable
      if let owed = self.facts(overlapping: region, state), !owed.unordered.isEmpty {
        facts.unorderedAtStart[region] = owed.unordered
      }
    }
    for buffer in facts.buffers {
      transfers[Int(id.index)].buffers[name(of: buffer.pointer)] = buffer.direction
    }
    noteOrder(id, facts, site, state)
    state.transfers[id] = facts
    show(.start(id), site, &state, activation)
  }

  /// Keeps what the program did about its writes before a start, for the comparison of layers.
  private func noteOrder(
    _ id: TransferID, _ facts: TransferFacts, _ site: Site, _ state: State
  ) {
    for buffer in facts.buffers {
      let name = self.name(of: buffer.pointer)
      var noted = transfers[Int(id.index)].order[site]?[name] ?? OrderAtStart()
      noted.contexts += 1
      if let owed = self.facts(overlapping: buffer.pointer.region.trackable, state) {
        noted.writes.formUnion(owed.written)
        if owed.written.isEmpty { noted.contextsWithoutWrite += 1 }
        noted.unordered.formUnion(owed.unordered)
        if owed.unordered.isEmpty, !owed.orderedBy.isEmpty { noted.fencedContexts += 1 }
        noted.fences.formUnion(owed.orderedBy)
        if !owed.unordered.isEmpty, owed.mayBeOrdered {
          transfers[Int(id.index)].trustedStarts.insert(site)
        }
      } else {
        noted.contextsWithoutWrite += 1
      }
      transfers[Int(id.index)].order[site, default: [:]][name] = noted
    }
  }

  /// Nothing later can be the start any more: what was pending holds.
  func confirmStart(_ id: TransferID, _ state: inout State) {
    guard let facts = state.transfers[id], facts.phase == .armed else { return }
    state.transfers[id]?.phase = facts.isLookedAt ? .maybeComplete : .inFlight
    if facts.isLookedAt { transfers[Int(id.index)].isCompletedSomewhere = true }
    transfers[Int(id.index)].starts.insert(facts.start)
    candidates.formUnion(facts.pending)
    state.transfers[id]?.pending = []
    for candidate in facts.disturbs {
      var certain = candidate
      certain.site = facts.start
      candidates.insert(certain)
    }
    state.transfers[id]?.disturbs = []
  }

  // MARK: Completion

  /// A transfer is complete. Where the program merely looked at the hardware, nothing has ordered its
  /// accesses yet.
  func complete(
    _ id: TransferID, _ site: Site, isOrdered: Bool, in frame: FrameID, _ state: inout State,
    isStop: Bool = false, isTrusted: Bool = false
  ) {
    confirmStart(id, &state)
    guard let facts = state.transfers[id] else { return }
    // What goes round has gone on, and is still under way.
    let goesOn =
      !isStop && transfers[Int(id.index)].isCircular && facts.channel?.kind == "register"
    if goesOn {
      state.transfers[id]?.hasGoneOn = true
      state.transfers[id]?.isHalfDone = false
    } else {
      state.transfers[id] = nil
    }
    if facts.task != nil { return }
    if !endedInTasks.isEmpty { endedInTasks[endedInTasks.count - 1][id] = facts }
    if facts.channel?.kind == "register", facts.startRegister != nil, !isStop, !goesOn {
      var kept = facts
      kept.exits = []
      kept.fencesSince = []
      kept.fencesSinceLook = nil
      kept.unorderedAtStart = [:]
      kept.written = [:]
      state.idle[id] = kept
    }
    // A fence behind the look that shows completion orders what follows, whatever stands between.
    let looked = facts.fencesSinceLook ?? []
    let orders = Set(looked.filter { acquireStrength($0.kind) == .sufficient }.map(\.site))
    let weakOrders = Set(looked.filter { acquireStrength($0.kind) == .weak }.map(\.site))
    transfers[Int(id.index)].acquires.formUnion(orders)
    transfers[Int(id.index)].touchedBeforeEnd.formUnion(facts.touched)
    if let left = facts.left { transfers[Int(id.index)].outlived.insert(left.site) }
    if isStop {
      transfers[Int(id.index)].isStoppedSomewhere = true
    } else {
      transfers[Int(id.index)].isCompletedSomewhere = true
    }
    for buffer in facts.buffers {
      let region = buffer.pointer.region.trackable
      var owed = state.buffers[region] ?? BufferFacts()
      owed.orderedBy = []
      if !isOrdered {
        if orders.isEmpty {
          owed.unacquired.insert(site)
          owed.unfenced.insert(site)
          owed.weakAcquires.formUnion(weakOrders)
        } else {
          owed.orderedBy = orders
        }
      }
      if isTrusted { owed.trusted.insert(site) }
      switch buffer.direction {
      case .deviceWrites, .both:
        forgetDeviceData(in: region, &state)
        owed.stale.insert(site)
        // Without a length the engine may have written as far as the memory reaches.
        let size = self[buffer.pointer.region.storage].size.flatMap { Int64(exactly: $0) }
        if let start = buffer.pointer.offset,
          let length = buffer.length.integerValue ?? size.map({ $0 &- start }), length > 0
        {
          owed.staleBytes.insert(Range(from: start, count: length))
        }
        owed.maintained = []
        if buffer.isDirectionKnown || owed.written.isEmpty { owed.deviceWritten.insert(site) }
      case .descriptor:
        owed.deviceWritten = []
      case .deviceReads, .peripheral: break
      }
      owed.written = []
      owed.returnedBy = []
      owed.losesNothing()
      if !buffer.isDirectionKnown, buffer.direction == .both || buffer.direction == .deviceWrites {
        owed.returnedBy.insert(site)
        if buffer.direction == .both { owed.wasHanded = true }
      }
      owed.releasedBy = []
      // What was not ordered before this start is said, and no later fence is to blame.
      for other in state.buffers.keys where other != region && other.overlaps(region) {
        state.buffers[other]?.unordered = []
        state.buffers[other]?.releasedBy = []
      }
      owed.isReadOnlyForDevice = buffer.direction == .deviceReads
      if buffer.direction == .deviceReads, buffer.isDirectionKnown, !isStop {
        owed.sentBy.insert(facts.start)
      } else {
        owed.sentBy = []
        // The device may have put something there.
        owed.isFilled = true
        owed.isInitialised = true
      }
      state.buffers[region] = owed
    }
    state.fences = facts.fencesSince
    if isOrdered { transfers[Int(id.index)].isCompletionOrdered = true }
    completions[site, default: []].insert(id)
    completionLog.append(id)
    completedFrames(id, facts, frame)
  }

  /// Remembers in which functions the transfer was both started and seen complete.
  private func completedFrames(_ id: TransferID, _ facts: TransferFacts, _ frame: FrameID) {
    var current: FrameID? = frame
    // What stands around all roots is no function.
    while let running = current, frames[Int(running.index)].function != nil {
      // A wait in a later call of the function that has left it is none of the call that started it.
      if isFrame(facts.frame, within: running),
        !facts.exits.contains(where: { $0.frame == running })
      {
        completedPaths.insert(path(from: running, to: id, facts))
      }
      current = frames[Int(running.index)].parent
    }
  }

  /// The calls that lead from a function's run to the start of a transfer, and the start.
  func path(from frame: FrameID, to id: TransferID, _ facts: TransferFacts) -> [Site] {
    path(from: frame, to: facts.frame, transfers[Int(id.index)].armed)
  }

  func path(from frame: FrameID, to started: FrameID, _ armed: Site) -> [Site] {
    var path = [armed]
    var current: FrameID? = started
    while let id = current, id != frame {
      let record = frames[Int(id.index)]
      if let call = record.call { path.append(call) }
      current = record.parent
    }
    return path.reversed()
  }

  /// A suspended task goes on: whoever resumes it has seen what it waited for.
  func resumed(_ outcome: Outcome, _ site: Site, _ activation: Activation) -> Outcome {
    var outcome = outcome
    outcome.value = .unknown
    for id in outcome.state.transfers.keys.sorted() {
      if transfers[Int(id.index)].completionHandler != nil {
        complete(id, site, isOrdered: true, in: activation.running, &outcome.state)
      } else {
        makeUnsure(id, in: activation.running, &outcome.state)
        transfers[Int(id.index)].isLost = true
      }
    }
    return outcome
  }

  /// A path attends to a transfer: one that leaves it in flight does what another does not.
  func attends(to id: TransferID, in frame: FrameID, _ state: State) {
    if let facts = state.transfers[id] { completedFrames(id, facts, frame) }
  }

  /// Something was looked at that may have shown completion.
  func makeUnsure(_ id: TransferID, in frame: FrameID, _ state: inout State) {
    confirmStart(id, &state)
    state.transfers[id]?.phase = .maybeComplete
    if let facts = state.transfers[id] { completedFrames(id, facts, frame) }
    transfers[Int(id.index)].isCompletedSomewhere = true
  }

  /// Transfers on the same channel.
  func transfers(on channel: ChannelValue, _ state: State) -> [TransferID] {
    state.transfers.keys.sorted().filter { id in
      guard let other = state.transfers[id]?.channel else { return false }
      return mayBeSame(other, channel, state)
    }
  }

  /// Whether two channels must be the same.
  private func mayBeSame(_ a: ChannelValue, _ b: ChannelValue, _ state: State) -> Bool {
    guard a.key.count == b.key.count, kindsAgree(a.kind, b.kind) else { return false }
    return zip(a.key, b.key).allSatisfy { resolved($0, state) == resolved($1, state) }
  }

  /// `uart` stands for both `uart-tx` and `uart-rx`.
  func kindsAgree(_ a: String, _ b: String) -> Bool {
    a == b || a.hasPrefix(b + "-") || b.hasPrefix(a + "-")
  }

  // MARK: Leaving

  /// Control leaves a function.
  func leaveFunction(
    _ site: Site, isError: Bool, value: Value, _ activation: Activation, _ state: inout State
  ) {
    own(value, in: nil, &state)
    joinAll(in: activation.frame, &state)
    for id in state.transfers.keys.sorted() where activation.origin == nil {
      giveUp(id, site, isError: isError, activation, &state)
      guard var facts = state.transfers[id], isFrame(facts.frame, within: activation.frame),
        facts.phase != .maybeComplete, facts.phase != .stopping
      else { continue }
      // Whoever gets the handle gets the transfer: nothing is left behind. Behind the program's end there
      // is nobody, and a handle that ends with the frame hands over nothing.
      if facts.isOwned, !isEntry(activation.frame) {
        if outlives(activation.frame, facts, given: value, state) { continue }
        facts.isOwned = false
      }
      let isEnd = site.range == activation.function.end
      let exit = PathTransfer.Exit(
        function: activation.id, frame: activation.frame, site: site,
        kind: state.isCancelled ? .cancellation : isError ? .error : isEnd ? .end : .early,
        round: facts.left.flatMap { $0.frame == activation.frame ? $0.site : nil })
      // Where a function has left it once, how it leaves in a later round of a loop says nothing new.
      if !facts.exits.contains(where: { $0.frame == activation.frame }), facts.exits.count < 12 {
        facts.exits.append(exit)
      }
      if activation.function.kind != .closure {
        // The caller of what set the transfer up ends too: nothing can be left to set up.
        if facts.isFrameLeft, !facts.written.isEmpty { facts.isSetUpOver = true }
        facts.isFrameLeft = true
      }
      state.transfers[id] = facts
    }
  }

  /// A function that waits for a transfer which somebody else has started is left early. One that looks
  /// once and says what it has seen leaves it to its caller.
  private func giveUp(
    _ id: TransferID, _ site: Site, isError: Bool, _ activation: Activation, _ state: inout State
  ) {
    guard let facts = state.transfers[id], facts.phase == .inFlight, facts.givenUp.count < 8,
      site.range != activation.function.end, activation.function.kind != .closure,
      !isFrame(facts.frame, within: activation.frame), activation.plan.isHeader.contains(true),
      facts.looks.contains(where: { looked($0.function, from: activation) })
    else { return }
    state.transfers[id]?.givenUp.insert(
      PathTransfer.Exit(
        function: activation.id, frame: activation.frame, site: site,
        kind: isError ? .error : .early))
  }

  /// Whether a function is the one that is run, or one that it has called.
  private func looked(_ function: FunctionID, from activation: Activation) -> Bool {
    function == activation.id
      || frames[(Int(activation.frame.index) + 1)...].contains {
        $0.function == function && $0.parent == activation.frame
      }
  }

  /// The frame of a call that is inlined in a function's run.
  func frame(ofInlined call: UInt32, _ activation: Activation) -> FrameID? {
    guard call > 0, Int(call) <= activation.function.inlinedCalls.count else { return nil }
    let inlined = activation.function.inlinedCalls[Int(call) - 1]
    let parent =
      inlined.parent < call ? frame(ofInlined: inlined.parent, activation) : nil
    return frame(
      activation.id, parent: parent ?? activation.frame, call: activation.site(inlined.range),
      inlined: call)
  }

  /// Control leaves the bodies of inlined calls.
  func leave(
    _ departures: [InlinedRegions.Departure], _ activation: Activation, _ state: inout State
  ) {
    guard !departures.isEmpty, !state.transfers.isEmpty, activation.origin == nil else { return }
    for departure in departures {
      guard let left = frame(ofInlined: departure.call, activation) else { continue }
      let exit = PathTransfer.Exit(
        function: activation.id, frame: left, site: activation.site(departure.range),
        kind: departure.isLast ? .end : .early)
      for id in state.transfers.keys.sorted() {
        guard let facts = state.transfers[id], isFrame(facts.frame, within: left),
          facts.phase != .maybeComplete, facts.phase != .stopping, !facts.isOwned,
          !facts.exits.contains(where: { $0.frame == left }), facts.exits.count < 12
        else { continue }
        state.transfers[id]?.exits.append(exit)
      }
    }
  }

  /// A `break` or `continue` leaves a round of a loop.
  func leaveRound(_ site: Site, _ activation: Activation, _ state: inout State) {
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id], facts.left == nil, facts.phase != .maybeComplete,
        !facts.isOwned, isFrame(facts.frame, within: activation.frame)
      else { continue }
      state.transfers[id]?.left = PathTransfer.Exit(
        function: activation.id, frame: activation.frame, site: site, kind: .early)
    }
  }

  func noteCancellation(_ site: Site, _ activation: Activation, _ state: inout State) {
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id], facts.phase != .maybeComplete,
        isFrame(facts.frame, within: activation.frame)
      else { continue }
      state.transfers[id]?.exits.append(
        PathTransfer.Exit(
          function: activation.id, frame: activation.frame, site: site, kind: .cancellation))
    }
  }

  /// A handle that is returned or stored owns the transfers whose channel it names.
  func own(_ value: Value, in storage: StorageID?, _ state: inout State) {
    var content = value
    if case .object(let object) = value { content = state.memory[object] ?? .unknown }
    guard case .aggregate(let type?, let members) = content, type.name != "Tuple" else { return }
    if let storage, self[storage].isTemporary { return }
    for id in state.transfers.keys {
      guard let channel = state.transfers[id]?.channel else { continue }
      if channel.key.contains(where: { key in members.values.contains(key) }) {
        state.transfers[id]?.isOwned = true
        if let storage, self[storage].frame == nil { state.transfers[id]?.isKept = true }
      }
    }
  }

  /// Whether a frame is that of the program's entry.
  private func isEntry(_ frame: FrameID) -> Bool {
    isFromEntry && frames[Int(frame.index)].parent == FrameID(index: 0)
  }

  /// Whether a handle of a transfer lives on when a frame ends: in what the function gives out, in memory
  /// that is no frame's, or in a frame that called it.
  private func outlives(
    _ frame: FrameID, _ facts: TransferFacts, given value: Value, _ state: State
  ) -> Bool {
    if facts.isKept { return true }
    let key = facts.channel?.key ?? []
    func holds(_ value: Value, depth: Int = 0) -> Bool {
      guard depth < 5 else { return true }
      switch value {
      case .aggregate(_, let members):
        return members.values.contains { key.contains($0) || holds($0, depth: depth + 1) }
      case .enumCase(_, let payload): return payload.contains { holds($0, depth: depth + 1) }
      case .object(let id), .array(let id):
        return state.freed[id] == nil && holds(state.memory[id] ?? .unknown, depth: depth + 1)
      case .closure, .function: return true
      case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .type,
        .range:
        return false
      }
    }
    return holds(value)
      || state.memory.contains { id, content in
        guard let home = self[id].frame, home != frame, isFrame(frame, within: home) else {
          return false
        }
        return holds(content)
      }
  }

  /// A storage ends with its frame.
  func storageEnds(
    _ storage: StorageID, _ site: Site, _ activation: Activation, _ state: inout State
  ) {
    guard !state.transfers.isEmpty else { return }
    show(.storageEnds(storage), site, &state, activation)
  }

  /// Pointers made for a scope are no longer valid.
  func pointerScopeEnds(
    _ scope: ScopeID, _ site: Site, _ state: inout State, _ activation: Activation
  ) {
    guard !state.transfers.isEmpty else { return }
    show(.pointersExpire(scope), site, &state, activation)
  }

  /// The program, or a root of it, is over: what is still in flight was abandoned.
  func programEnds(_ state: State, isRoot: Bool) {
    var state = state
    for id in state.transfers.keys.sorted() {
      confirmStart(id, &state)
      guard let facts = state.transfers[id], facts.task == nil else { continue }
      // Who calls a function of a library is not known: only what it leaves behind itself counts.
      if facts.phase == .maybeComplete
        || (!isRoot && facts.isOwned)
        || (!isRoot
          && !facts.exits.contains { completedPaths.contains(path(from: $0.frame, to: id, facts)) }
          && !isUnfinished(transfers[Int(id.index)]))
      {
        transfers[Int(id.index)].isLost = true
      } else {
        transfers[Int(id.index)].abandoned.insert(facts.exits)
        transfers[Int(id.index)].givenUp.formUnion(facts.givenUp)
        if let site = facts.dropped { transfers[Int(id.index)].drops.insert(site) }
      }
    }
  }

  /// Whether a start was seen in the function itself.
  func hasStarted(in function: FunctionID) -> Bool {
    transfers.contains { $0.armed.function == function }
  }

  /// A handler is over: what it has started goes on.
  func leftByHandler(_ state: State) {
    guard !isRehearsal else { return }
    var state = state
    for id in state.transfers.keys.sorted() {
      confirmStart(id, &state)
      transfers[Int(id.index)].isCompletedSomewhere = true
    }
  }

  // MARK: Rules

  /// Shows an event to the rules that look at its kind and keeps what they say.
  func show(_ event: Event, _ site: Site, _ state: inout State, _ activation: Activation) {
    for candidate in said(about: event, site, state, activation) { report(candidate, &state) }
  }

  /// What the rules say of an event, without taking it as said.
  private func said(
    about event: Event, _ site: Site, _ state: State, _ activation: Activation
  ) -> [Candidate] {
    guard !isRehearsal else { return [] }
    let kind = event.kind
    let point = Point(
      event: event, site: site, state: state, frame: activation.frame, interpreter: self)
    var found: [Candidate] = []
    for rule in rules where rule.kinds.contains(kind) { found += rule.look(point) }
    return found
  }

  /// A finding about an armed transfer waits until its start is certain.
  func report(_ candidate: Candidate, _ state: inout State) {
    if candidate.code == "DMA401", let id = candidate.transfer {
      state.transfers[id]?.touched.insert(candidate.site)
    }
    if let id = candidate.transfer, let facts = state.transfers[id], facts.phase == .armed,
      facts.isLookedAt, candidate.site != facts.start
    {
      return
    }
    if discovered[candidate] == nil { discovered[candidate] = discovered.count }
    if let id = candidate.transfer, state.transfers[id]?.phase == .armed, candidate.code != "DMA206"
    {
      state.transfers[id]?.pending.insert(candidate)
    } else {
      candidates.insert(candidate)
    }
  }
}
