/// Fences, barriers and what they order on the platform at hand.
extension Interpreter {
  /// How far a fence goes on one side of a transfer.
  enum Strength {
    /// Orders memory against the device on this core.
    case sufficient
    /// Orders for the compiler, but this core needs more.
    case weak
    /// Does not order this side at all.
    case none
  }

  func releaseStrength(_ kind: FenceKind) -> Strength {
    switch kind {
    case .compiler, .signal:
      platform.barriers.beforeStart == .compiler ? .sufficient : .weak
    case .atomic(let ordering):
      if !ordering.releases {
        .none
      } else if platform.barriers.beforeStart == .compiler {
        .sufficient
      } else {
        isSufficient(platform.barriers.atomicRelease, .beforeStart)
      }
    case .instruction(let text):
      platform.barriers.beforeStart == .compiler
        ? .sufficient : isSufficient(text, .beforeStart)
    }
  }

  func acquireStrength(_ kind: FenceKind) -> Strength {
    switch kind {
    case .compiler, .signal:
      platform.barriers.afterCompletion == .compiler ? .sufficient : .weak
    case .atomic(let ordering):
      if !ordering.acquires {
        .none
      } else if platform.barriers.afterCompletion == .compiler {
        .sufficient
      } else {
        isSufficient(platform.barriers.atomicAcquire, .afterCompletion)
      }
    case .instruction(let text):
      platform.barriers.afterCompletion == .compiler
        ? .sufficient : isSufficient(text, .afterCompletion)
    }
  }

  private func isSufficient(_ text: String?, _ side: Platform.BarrierTable.Side) -> Strength {
    guard let text else { return .weak }
    return platform.barriers.isSufficient(text, side) ? .sufficient : .weak
  }

  /// Whether the fence orders memory whose address the optimiser has not seen escape.
  private func ordersAllMemory(_ kind: FenceKind) -> Bool {
    switch kind {
    case .atomic, .signal: true
    case .compiler, .instruction: false
    }
  }

  /// Executes a fence; implicit ones belong to an atomic access or a call and are never misplaced.
  func execute(
    fence kind: FenceKind, _ site: Site, _ state: inout State, isImplicit: Bool = false
  ) {
    let release = releaseStrength(kind)
    let acquire = acquireStrength(kind)
    if !isImplicit || acquire != .none { state.plainReads = [] }
    if acquire == .sufficient, let handler = currentHandler { fencingHandlers.insert(handler) }
    let record = FenceRecord(site: site, kind: kind)
    for (region, facts) in state.buffers {
      var facts = facts
      let isCovered = ordersAllMemory(kind) || hasEscaped(region.storage, state)
      if !facts.unordered.isEmpty {
        switch release {
        case .sufficient:
          if isCovered {
            if !isImplicit { facts.releasedBy.insert(site) }
            facts.unordered = []
            facts.weakReleases = []
            facts.earlyBarriers = []
            facts.orderedBy.insert(site)
          } else if !isImplicit {
            facts.earlyBarriers.insert(site)
          }
        case .weak: if !isImplicit { facts.weakReleases.insert(site) }
        case .none: break
        }
      }
      if acquire == .sufficient { facts.trusted = [] }
      facts.readEarly = []
      facts.earlyReads = []
      if !facts.unacquired.isEmpty {
        switch facts.isCoreOrdered && acquire == .weak ? .sufficient : acquire {
        case .sufficient:
          for id in facts.unacquired.flatMap({ completions[$0] ?? [] }) {
            transfers[Int(id.index)].acquires.insert(site)
          }
          facts.unacquired = []
          facts.weakAcquires = []
          facts.orderedBy.insert(site)
          acquiringFences.insert(site)
        case .weak: if !isImplicit { facts.weakAcquires.insert(site) }
        case .none: break
        }
      }
      state.buffers[region] = facts
    }
    guard !isImplicit else { return }
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id] else { continue }
      if facts.phase != .maybeComplete {
        state.transfers[id]?.fencesSinceLook?.insert(record)
        state.transfers[id]?.fencesSince.removeAll { $0 == record }
        state.transfers[id]?.fencesSince.append(record)
        if (state.transfers[id]?.fencesSince.count ?? 0) > FenceRecord.limit {
          state.transfers[id]?.fencesSince.removeFirst()
        }
      }
    }
    state.fences.removeAll { $0 == record }
    state.fences.append(record)
    if state.fences.count > FenceRecord.limit { state.fences.removeFirst() }
  }

  /// The program looks at what may show that transfers are complete.
  func looks(_ site: Site, _ state: inout State) {
    for id in state.transfers.keys {
      if state.transfers[id]?.fencesSinceLook != [] { state.transfers[id]?.fencesSinceLook = [] }
      if state.transfers[id]?.looks.contains(site) == false {
        state.transfers[id]?.looks.insert(site)
      }
    }
  }

  /// A call whose body the optimiser cannot see orders memory whose address has escaped, for the
  /// compiler; whether it orders the core too is not known, unless what it does is.
  func executeOpaqueCall(_ site: Site, mayOrderCore: Bool = true, _ state: inout State) {
    state.plainReads = []
    endSetUps(&state)
    for (region, facts) in state.buffers
    where (!facts.unordered.isEmpty || !facts.unacquired.isEmpty)
      && hasEscaped(region.storage, state)
    {
      var facts = facts
      if platform.barriers.beforeStart == .compiler {
        facts.unordered = []
        facts.weakReleases = []
        facts.earlyBarriers = []
      } else if !facts.unordered.isEmpty, mayOrderCore {
        facts.mayBeOrdered = true
      }
      if platform.barriers.afterCompletion == .compiler || facts.isCoreOrdered {
        facts.unacquired = []
        facts.weakAcquires = []
      } else if !facts.unacquired.isEmpty, mayOrderCore {
        facts.trusted.formUnion(facts.unacquired)
        facts.unacquired = []
        facts.mayBeOrdered = true
      }
      state.buffers[region] = facts
    }
  }

  /// Whether what a model says to order does so by a body that is not seen, on a core that needs an
  /// instruction for it.
  func isTrusted(_ model: FunctionModel) -> Bool {
    !model.isBodyVisible && model.fences.isEmpty
      && platform.barriers.afterCompletion == .instruction
  }

  /// Control passes the border of a translation unit: the compiler cannot move accesses to memory that
  /// has escaped across it. What the core does is decided by what the body executes.
  func enterUnseenBody(_ state: inout State) {
    state.plainReads = []
    for (region, facts) in state.buffers where hasEscaped(region.storage, state) {
      var facts = facts
      if platform.barriers.beforeStart == .compiler {
        facts.unordered = []
        facts.weakReleases = []
        facts.earlyBarriers = []
      }
      if platform.barriers.afterCompletion == .compiler || facts.isCoreOrdered {
        facts.unacquired = []
        facts.weakAcquires = []
      }
      state.buffers[region] = facts
    }
  }

  /// Whether the optimiser has to expect that somebody else knows the address.
  func hasEscaped(_ id: StorageID, _ state: State) -> Bool {
    if state.escaped.contains(id) { return true }
    switch self[id].kind {
    // Memory of the heap outlives the function: its stores are not dead before the escape.
    case .global, .absolute, .pointee, .heap, .object, .elements: return true
    case .local, .stackCopy, .literal: return false
    }
  }

  /// The address leaves the optimiser's sight: it is stored to a register or memory that others may
  /// see, or handed to a call whose body is not seen.
  func escape(_ value: Value, _ state: inout State, depth: Int = 0) {
    switch value {
    case .pointer(let pointer), .buffer(let pointer, _):
      state.escaped.insert(pointer.region.storage)
      // Who has a descriptor's address has the addresses in it.
      if depth < 3, let content = state.memory[pointer.region.storage] {
        escape(content, &state, depth: depth + 1)
      }
    case .object(let storage), .array(let storage):
      state.escaped.insert(storage)
    case .aggregate(_, let members):
      for value in members.values { escape(value, &state, depth: depth + 1) }
    case .enumCase(_, let payload):
      for value in payload { escape(value, &state, depth: depth + 1) }
    case .closure(_, let environment):
      for case .memory(let pointer) in environment.values {
        state.escaped.insert(pointer.region.storage)
      }
    case .unknown, .symbol, .integer, .constant, .null, .register, .function, .type, .range: break
    }
  }
}
