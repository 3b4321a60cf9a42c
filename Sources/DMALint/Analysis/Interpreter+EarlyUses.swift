/// What is used before it has been set up.
extension Interpreter {
  /// The step of the set-up that a buffer's memory needs and that this path has not done.
  func prerequisite(of buffer: TransferBuffer, _ state: State) -> String? {
    guard hasCacheInTheWay, dependsOnSetUp(buffer) else { return nil }
    return missingStep(state)
  }

  private func missingStep(_ state: State) -> String? {
    let milestone = platform.hasMMU ? Milestone.management : Milestone.protection
    guard !state.milestones.contains(milestone) else { return nil }
    // At reset the data cache of a microcontroller is off: until it is on, no region matters.
    if !platform.hasMMU, !knownSetUp.cacheSwitches.isEmpty,
      !state.milestones.contains(Milestone.cache)
    {
      return nil
    }
    return milestone
  }

  private func dependsOnSetUp(_ buffer: TransferBuffer) -> Bool {
    if let range = range(of: buffer.pointer, length: buffer.length) {
      guard let entry = regions.entry(at: range.first) else { return false }
      return entry.origin == .setUp && entry.cacheability == .nonCacheable
    }
    return isNonCacheableByName(buffer.pointer.region.storage) && regions.hasSetUp
  }

  /// Keeps a finding back until a step of the set-up is done. One that comes too late is one cause,
  /// however much is used before it.
  func keepBack(_ candidate: Candidate, until milestone: String) {
    guard earlyUses[milestone]?.isEmpty != false || earlyUses[milestone] == [candidate] else {
      return
    }
    earlyUses[milestone, default: []].insert(candidate)
  }

  /// The calls that led to a frame, the outermost first.
  func calls(to frame: FrameID) -> [Site] {
    var sites: [Site] = []
    var current: FrameID? = frame
    while let id = current, sites.count < 8 {
      if let call = frames[Int(id.index)].call { sites.append(call) }
      current = frames[Int(id.index)].parent
    }
    return sites.reversed()
  }

  /// An allocator's method works on memory that nobody has given it yet.
  func notePoolWithoutMemory(_ activation: Activation, _ state: State) {
    guard isFromEntry, !isRehearsal, let owner = activation.function.owner, isPool(owner),
      let local = activation.function.selfLocal,
      case .memory(let receiver) = place(of: local, activation)
    else { return }
    var frame = activation.frame
    var site: Site?
    while true {
      let record = frames[Int(frame.index)]
      guard let function = record.function, program.function(function).owner == owner,
        let call = record.call, let parent = record.parent
      else { break }
      site = call
      frame = parent
    }
    guard let site else { return }
    let name = name(of: receiver)
    keepBack(
      Candidate(
        code: "DMA701", site: site,
        message: "'\(name)' gives out memory before it has been given any",
        buffer: name,
        trace: calls(to: frame).map {
          TraceLabel(site: $0, message: "the path from the entry leads through here")
        }, transfer: nil, fix: "Give the allocator its memory before the first driver asks it"),
      until: Self.poolMilestone(receiver.region.storage))
  }

  /// An allocator is asked for memory whose attributes are not set up yet.
  func noteEarlyAllocation(
    _ function: FunctionID, _ receiver: Place, _ site: Site, _ state: State,
    _ activation: Activation
  ) {
    guard isFromEntry, !isRehearsal, hasCacheInTheWay, regions.hasSetUp,
      let owner = program.function(function).owner, activation.function.owner != owner,
      isPool(owner), givesMemory(program.function(function)),
      case .memory(let place) = receiver,
      let pool = pools.values.filter({ $0.type == owner }).min(by: { $0.site < $1.site }),
      let base = pool.range?.first, let entry = regions.entry(at: base), entry.origin == .setUp,
      entry.cacheability == .nonCacheable, let milestone = missingStep(state)
    else { return }
    let name = name(of: place)
    keepBack(
      Candidate(
        code: "DMA701", site: site,
        message: "'\(name)' gives out memory before the set-up that makes it fit for DMA",
        buffer: name,
        trace: calls(to: activation.frame).map {
          TraceLabel(site: $0, message: "the path from the entry leads through here")
        }, transfer: nil, fix: "Set memory up before everything that uses it"),
      until: milestone)
  }

  static func poolMilestone(_ storage: StorageID) -> String { "pool \(storage.index)" }

  /// Memory gets an address: an allocator in it has been given its memory.
  func notePoolFilled(_ storage: StorageID, _ value: Value) {
    guard !earlyUses.isEmpty, holdsAddress(value) else { return }
    settle(Self.poolMilestone(storage))
  }

  private func holdsAddress(_ value: Value) -> Bool {
    switch value {
    case .pointer, .buffer, .symbol: true
    case .integer(let number): number > 0xFFF
    case .aggregate(_, let members): members.values.contains(where: holdsAddress)
    case .unknown, .constant, .null, .register, .enumCase, .object, .array, .closure, .function,
      .type, .range:
      false
    }
  }
}
