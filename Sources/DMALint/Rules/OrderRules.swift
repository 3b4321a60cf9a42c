/// DMA2: writes before the start reach the device, accesses after completion see its data.
extension RuleBook {
  /// DMA201, and DMA203 or DMA204 where there is a fence that does not do it.
  static let orderBeforeStart = Rule("DMA201", at: [.start, .fenced]) { point in
    if case .fenced(let kind) = point.event { return behindStart(kind, point) }
    // What is scanned again and again shows a late write in the next round.
    guard case .start(let id) = point.event,
      !point.interpreter.transfers[Int(id.index)].isScanning
    else { return [] }
    return unordered(point, id)
  }

  private static func unordered(_ point: Point, _ id: TransferID) -> [Candidate] {
    guard let facts = point.state.transfers[id] else { return [] }
    return facts.buffers.compactMap { buffer in
      let region = buffer.pointer.region.trackable
      guard let owed = point.interpreter.facts(overlapping: region, point.state),
        !owed.unordered.isEmpty, !owed.mayBeOrdered
      else { return nil }
      let name = point.name(buffer.pointer)
      let written = owed.unordered.sorted().prefix(3).map {
        point.label($0, "'\(name)' is written here")
      }
      let start = point.label(facts.start, "the transfer starts here")
      if let fence = owed.weakReleases.sorted().first {
        return Candidate(
          code: "DMA204", site: fence,
          message:
            "this fence does not order memory against the device on \(point.interpreter.platform.name)",
          buffer: name, trace: written + [start], transfer: id,
          fix: strongerFence(point, isRelease: true), also: ["DMA201"])
      }
      if let fence = owed.earlyBarriers.sorted().first {
        return Candidate(
          code: "DMA203", site: fence,
          message:
            "this barrier stands before the address of '\(name)' escapes and so orders none of its writes",
          buffer: name, trace: written + [start], transfer: id,
          fix:
            "Put the fence behind the store of the address and before the start, or use 'atomicMemoryFence(ordering: .releasing)'",
          also: ["DMA201"])
      }
      let nearby =
        facts.fencesInSetUp.last {
          point.interpreter.releaseStrength($0.kind) != .none
            && !owed.orderedBy.contains($0.site)
        }
        ?? point.state.fences.last {
          point.interpreter.releaseStrength($0.kind) != .none
            && $0.site.function == facts.start.function && !owed.orderedBy.contains($0.site)
            && !point.interpreter.acquiringFences.contains($0.site)
        }
      // Fences that are behind the late write on some path are in their place there.
      let inPlace = point.state.buffers.filter {
        $0.key.overlaps(region) && !$0.value.unordered.isEmpty
      }.values.reduce(into: Set<Site>()) { $0.formUnion($1.orderedBy) }
      if let fence = owed.releasedBy.subtracting(inPlace).max() ?? nearby?.site {
        return Candidate(
          code: "DMA203", site: fence,
          message: "this fence does not lie between the last write of '\(name)' and the start",
          buffer: name, trace: written + [start], transfer: id,
          fix: "Put the fence between the last write and the start", also: ["DMA201"])
      }
      return Candidate(
        code: "DMA201", site: facts.start,
        message: "nothing orders the last write of '\(name)' before the start of the transfer",
        buffer: name, trace: written + [start], transfer: id,
        fix: strongerFence(point, isRelease: true))
    }
  }

  /// A fence that comes just after the start, and that could have ordered what was written before it.
  private static func behindStart(_ kind: FenceKind, _ point: Point) -> [Candidate] {
    guard point.interpreter.releaseStrength(kind) != .none else { return [] }
    // What nobody has the address of needs no fence.
    let waiting = point.state.buffers.filter {
      !$0.value.unordered.isEmpty
        && (point.interpreter[$0.key.storage].kind != .local
          || point.state.escaped.contains($0.key.storage))
    }
    guard !waiting.isEmpty,
      waiting.allSatisfy({
        !$0.value.mayBeOrdered && $0.value.weakReleases.isEmpty
          && $0.value.earlyBarriers.isEmpty
      })
    else { return [] }
    var found: [Candidate] = []
    for (id, facts) in point.state.transfers.sorted(by: { $0.key < $1.key }) {
      let isRunning = facts.phase == .armed || facts.phase == .inFlight
      guard isRunning, facts.fencesSince.isEmpty, facts.fencesSinceLook == nil,
        !point.interpreter.transfers[Int(id.index)].isScanning,
        // What was written since then is what the fence is there for.
        waiting.allSatisfy({ facts.unorderedAtStart[$0.key] == $0.value.unordered })
      else { continue }
      for buffer in facts.buffers {
        guard let writes = facts.unorderedAtStart[buffer.pointer.region.trackable] else { continue }
        let name = point.name(buffer.pointer)
        found.append(
          Candidate(
            code: "DMA203", site: point.site,
            message: "this fence does not lie between the last write of '\(name)' and the start",
            buffer: name,
            trace: writes.sorted().prefix(3).map { point.label($0, "'\(name)' is written here") }
              + [
                point.label(facts.start, "the transfer starts here"),
                point.label(point.site, "the fence comes only then"),
              ],
            transfer: id, fix: "Put the fence between the last write and the start",
            also: ["DMA201"]))
      }
    }
    return found
  }

  /// DMA202, and DMA203 or DMA204 where there is a fence that does not do it.
  static let orderAfterWait = Rule("DMA202", at: [.access, .fenced]) { point in
    if case .fenced(let kind) = point.event { return behindRead(kind, point) }
    // A store behind the branch that ends the wait is ordered by the branch itself: neither compilers
    // nor these cores make stores that may not happen.
    guard case .access(let access) = point.event, access.mode == .plain, !access.isWrite else {
      return []
    }
    var found: [Candidate] = []
    for (region, owed) in point.state.buffers.sorted(by: {
      $0.key.path.lexicographicallyPrecedes($1.key.path)
    })
    where region.overlaps(access.region) && !owed.unacquired.isEmpty {
      if owed.isReadOnlyForDevice { continue }
      let name = point.name(access.pointer)
      let waits = owed.unacquired.sorted().prefix(2).map {
        point.label($0, "the transfer is seen to be complete here")
      }
      let read = point.label(point.site, "'\(name)' is \(access.verb) here")
      if let fence = owed.weakAcquires.sorted().first {
        found.append(
          Candidate(
            code: "DMA204", site: fence,
            message:
              "this fence does not order the device's writes before the CPU's reads on \(point.interpreter.platform.name)",
            buffer: name, trace: Array(waits) + [read], transfer: completed(owed.unacquired, point),
            fix: strongerFence(point, isRelease: false), also: ["DMA202"]))
      } else if let fence = point.state.fences.last(where: {
        point.interpreter.acquireStrength($0.kind) != .none && !owed.orderedBy.contains($0.site)
      }) {
        found.append(
          Candidate(
            code: "DMA203", site: fence.site,
            message:
              "this fence stands before the wait is over and so orders nothing behind it",
            buffer: name, trace: Array(waits) + [read], transfer: completed(owed.unacquired, point),
            fix: "Put the acquire fence behind the wait", also: ["DMA202"]))
      } else {
        found.append(
          Candidate(
            code: "DMA202", site: point.site,
            message: "nothing orders the end of the wait before this read of '\(name)'",
            buffer: name, trace: Array(waits) + [read], transfer: completed(owed.unacquired, point),
            fix: strongerFence(point, isRelease: false)))
      }
    }
    return found
  }

  /// A fence that comes just after the first read, and that could have ordered it.
  private static func behindRead(_ kind: FenceKind, _ point: Point) -> [Candidate] {
    guard point.interpreter.acquireStrength(kind) == .sufficient,
      // What was written in between is what the fence is there for.
      point.state.buffers.values.allSatisfy({ $0.unordered.isEmpty })
    else { return [] }
    return point.state.buffers.sorted {
      ($0.key.storage, $0.key.path.joined(separator: "."))
        < ($1.key.storage, $1.key.path.joined(separator: "."))
    }.compactMap { region, owed in
      guard let read = owed.earlyReads.min(), !owed.readEarly.isEmpty,
        read.function == point.site.function, read < point.site
      else { return nil }
      let name = point.interpreter.name(of: Pointer(region.storage, path: region.path))
      return Candidate(
        code: "DMA203", site: point.site,
        message:
          "this fence does not lie between the end of the wait and the first read of '\(name)'",
        buffer: name,
        trace: owed.readEarly.sorted().prefix(2).map {
          point.label($0, "the transfer is seen to be complete here")
        } + [point.label(read, "'\(name)' is read here")],
        transfer: completed(owed.readEarly, point),
        fix: "Put the fence between the wait and the first read", also: ["DMA202"])
    }
  }

  /// The transfer whose completion was seen at one of these places.
  static func completed(_ sites: Set<Site>, _ point: Point, over region: Region? = nil)
    -> TransferID?
  {
    let ended = sites.sorted().flatMap { point.interpreter.completions[$0]?.sorted() ?? [] }
    // One look may end two transfers: the one over the memory is meant.
    let mine = ended.first { id in
      region.map { point.interpreter.transfers[Int(id.index)].storages.contains($0.storage) }
        ?? true
    }
    return mine ?? ended.first
  }

  /// The fence that this platform needs.
  private static func strongerFence(_ point: Point, isRelease: Bool) -> String {
    let barriers = point.interpreter.platform.barriers
    if isRelease {
      if barriers.beforeStart == .instruction, let first = barriers.sufficientBefore.first,
        point.interpreter.releaseStrength(.atomic(.releasing)) != .sufficient
      {
        return "Execute '\(first)' with a memory clobber between the last write and the start"
      }
      return "Call 'atomicMemoryFence(ordering: .releasing)' between the last write and the start"
    }
    if barriers.afterCompletion == .instruction, let first = barriers.sufficientAfter.first,
      point.interpreter.acquireStrength(.atomic(.acquiring)) != .sufficient
    {
      return "Execute '\(first)' with a memory clobber behind the wait"
    }
    return "Call 'atomicMemoryFence(ordering: .acquiring)' behind the wait"
  }

  static let nonvolatileStatus = Rule("DMA205", at: .waited) { point in
    if case .waitedOn(let address) = point.event { return plainPoll(point, address) }
    guard case .waited(let regions, let isAtomic) = point.event, !isAtomic,
      let region = regions.first
    else { return [] }
    let name = point.interpreter.name(of: Pointer(region.storage, path: region.path))
    // A loop that waits for something else is not about DMA.
    guard let transfer = point.state.transfers.keys.min() else { return [] }
    return [
      Candidate(
        code: "DMA205", site: point.site,
        message:
          "the loop waits for '\(name)', which is neither volatile nor atomic: the optimiser may remove the wait",
        buffer: name,
        trace: point.state.transfers[transfer].map {
          [point.label($0.start, "the transfer starts here")]
        } ?? [],
        transfer: transfer, fix: "Make '\(name)' an 'Atomic' and load it with '.acquiring'")
    ]
  }

  private static func plainPoll(_ point: Point, _ address: Value) -> [Candidate] {
    let transfer = point.state.transfers.keys.sorted().first { id in
      point.state.transfers[id]?.channel?.key.first.map {
        point.interpreter.isNear($0, address)
      } == true
    }
    guard let transfer, let facts = point.state.transfers[transfer] else { return [] }
    return [
      Candidate(
        code: "DMA205", site: point.site,
        message:
          "the loop polls a device register by a plain load: the optimiser may read it once only",
        buffer: facts.buffers.first.map { point.name($0.pointer) } ?? "",
        trace: [point.label(facts.start, "the transfer starts here")], transfer: transfer,
        fix: "Read the register through 'VolatileMappedRegister' or a volatile access in C")
    ]
  }

  static let nonvolatileRegister = Rule("DMA206", at: .plainRegisterStore) { point in
    guard case .plainRegisterStore(let address) = point.event else { return [] }
    guard
      let id = point.state.transfers.keys.sorted().first(where: { id in
        point.state.transfers[id]?.channel?.key.first.map {
          point.interpreter.isNear($0, address)
        } == true
      })
    else { return [] }
    return [
      Candidate(
        code: "DMA206", site: point.site,
        message:
          "a control register of the transfer is written by a plain store, which the optimiser may move, merge or drop",
        buffer: point.state.transfers[id]?.buffers.first.map { point.name($0.pointer) } ?? "",
        trace: [], transfer: id, fix: "Use 'VolatileMappedRegister' or a volatile access in C")
    ]
  }
}
