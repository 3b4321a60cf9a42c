/// DMA1: from the start until completion or a confirmed stop the buffer exists at its address.
extension RuleBook {
  static let stackBuffer = Rule("DMA101", at: .storageEnds) { point in
    guard case .storageEnds(let storage) = point.event else { return [] }
    return point.transfers(over: storage).compactMap { id, facts, buffer in
      guard !buffer.isDescriptor else { return nil }
      let name = point.name(buffer.pointer)
      return Candidate(
        code: "DMA101", site: facts.start,
        message: "'\(name)' is in a stack frame that ends while the transfer may still be running",
        buffer: name,
        trace: point.origin(buffer.pointer) + [
          point.label(facts.start, "the transfer starts here"),
          point.label(point.site, "the frame ends here; nothing on this path has waited"),
        ],
        transfer: id,
        fix: "Use a static or allocated buffer, or wait for the transfer before the frame ends",
        also: named(buffer))
    }
  }

  static let scopedPointerEscape = Rule("DMA102", at: [.pointersExpire, .start]) { point in
    expiring(point) { scope, id, facts, buffer in
      guard case .closure(let function) = scope.kind, !buffer.isDescriptor else { return nil }
      let name = point.name(buffer.pointer)
      return Candidate(
        code: "DMA102", site: facts.start,
        message:
          "the pointer to '\(name)' is valid only inside '\(function)', and the transfer outlives the closure",
        buffer: name,
        trace: point.origin(buffer.pointer) + [
          point.label(scope.site, "'\(function)' makes the pointer here"),
          point.label(facts.start, "the transfer starts here"),
        ],
        transfer: id,
        fix: "Wait for the transfer inside the closure, or use memory whose address stays valid",
        also: named(buffer))
    }
  }

  static let temporaryPointer = Rule("DMA103", at: [.pointersExpire, .start]) { point in
    expiring(point) { scope, id, facts, buffer in
      guard case .argument(let spelling) = scope.kind, !buffer.isDescriptor else {
        return nil
      }
      let name = point.name(buffer.pointer)
      return Candidate(
        code: "DMA103", site: facts.start,
        message:
          "\(spelling) is converted to a pointer for this call only, and the hardware keeps the address",
        buffer: name,
        trace: point.origin(buffer.pointer) + [
          point.label(scope.site, "the pointer is made for this call"),
          point.label(facts.start, "the transfer starts here"),
        ],
        transfer: id,
        fix: "Pass a pointer to memory that the program allocated itself or to a global variable",
        also: named(buffer))
    }
  }

  /// What an address field points to belongs to the descriptor (DMA106), and dies as any buffer does.
  private static func named(_ buffer: TransferBuffer) -> [String] {
    buffer.isNamed ? ["DMA106"] : []
  }

  /// Transfers whose pointers' scope ends.
  private static func expiring(
    _ point: Point,
    _ make: (PointerScope, TransferID, TransferFacts, TransferBuffer) -> Candidate?
  ) -> [Candidate] {
    var found: [Candidate] = []
    if case .start(let id) = point.event, let facts = point.state.transfers[id] {
      // The scope was over before the transfer began.
      for buffer in facts.buffers {
        guard let scope = buffer.pointer.validity, buffer.isExpired,
          let candidate = make(point.interpreter.scopes[Int(scope.index)], id, facts, buffer)
        else { continue }
        found.append(candidate)
      }
      return found
    }
    guard case .pointersExpire(let scope) = point.event else { return [] }
    let record = point.interpreter.scopes[Int(scope.index)]
    for id in point.state.transfers.keys.sorted() {
      guard let facts = point.state.transfers[id], facts.phase != .maybeComplete else { continue }
      for buffer in facts.buffers
      where buffer.pointer.validity == scope && !buffer.isExpired {
        if let candidate = make(record, id, facts, buffer) { found.append(candidate) }
      }
    }
    return found
  }

  static let bufferMovedInFlight = Rule("DMA104", at: .moved) { point in
    guard case .moved(let region, let how) = point.event else { return [] }
    return point.transfers(over: region.storage).compactMap { id, facts, buffer in
      guard buffer.pointer.region.overlaps(region) else { return nil }
      let name = point.name(buffer.pointer)
      return Candidate(
        code: "DMA104", site: point.site,
        message: "'\(name)' may get another address while a transfer uses the old one: \(how)",
        buffer: name,
        trace: [point.label(facts.start, "the transfer starts here")],
        transfer: id, fix: "Wait for the transfer before the value is changed or moved")
    }
  }

  static let bufferFreedInFlight = Rule("DMA105", at: [.freed, .released, .start]) { point in
    if case .released(let pointer, let owner) = point.event {
      return released(pointer, of: owner, point)
    }
    if case .start(let id) = point.event { return startedAfterFree(id, point) }
    guard case .freed(let pointer) = point.event else { return [] }
    let release = deinitialiser(around: point)
    return point.transfers(over: pointer.region.storage).compactMap { id, facts, buffer in
      guard facts.phase != .stopping, !buffer.isDescriptor else { return nil }
      if let release, owns(release, facts, point) { return nil }
      if release != nil, endingOwner(of: facts, point) != nil { return nil }
      let name = point.name(buffer.pointer)
      // What nobody wrote down cannot be looked at: an implicit release is reported at the start.
      let release = release.flatMap { point.interpreter.frames[Int($0.frame.index)].call }
      let isImplicit = release.map(point.interpreter.implicitReleases.contains) ?? false
      return Candidate(
        code: "DMA105", site: isImplicit ? facts.start : release ?? point.site,
        message: "'\(name)' is freed while a transfer may still be using it",
        buffer: name,
        trace: point.origin(buffer.pointer) + [
          point.label(facts.start, "the transfer starts here"),
          point.label(point.site, "the memory is given back here"),
        ],
        transfer: id, fix: "Wait for the transfer, or stop it and wait until it has stopped",
        also: named(buffer))
    }
  }

  /// The memory was given back before the transfer over it began.
  private static func startedAfterFree(_ id: TransferID, _ point: Point) -> [Candidate] {
    guard let facts = point.state.transfers[id] else { return [] }
    return facts.buffers.compactMap { buffer in
      guard point.storage(buffer.pointer).kind == .heap,
        let release = point.state.freed[buffer.pointer.region.storage]
      else { return nil }
      let name = point.name(buffer.pointer)
      return Candidate(
        code: "DMA105", site: facts.start,
        message: "'\(name)' is given to a transfer after it was freed", buffer: name,
        trace: [
          point.label(release, "the memory is given back here"),
          point.label(facts.start, "the transfer starts here"),
        ],
        transfer: id, fix: "Free the memory when the transfer is complete")
    }
  }

  /// Memory that ends with its last owner: where the owner's type does not own the transfer.
  private static func released(_ pointer: Pointer, of owner: String?, _ point: Point) -> [Candidate]
  {
    point.transfers(over: pointer.region.storage).compactMap { id, facts, buffer in
      if let owner, owns(owner, facts, point) || endingOwner(of: facts, point) != nil {
        return nil
      }
      let name = point.name(buffer.pointer)
      let isImplicit = point.interpreter.implicitReleases.contains(point.site)
      return Candidate(
        code: "DMA105", site: isImplicit ? facts.start : point.site,
        message: "'\(name)' is released while a transfer may still be using it",
        buffer: name,
        trace: point.origin(buffer.pointer) + [
          point.label(facts.start, "the transfer starts here"),
          point.label(point.site, "its last owner ends here"),
        ],
        transfer: id, fix: "Keep the owner until the transfer is complete")
    }
  }

  static let descriptorLifetime = Rule(
    "DMA106", at: [.storageEnds, .freed, .pointersExpire, .start]
  ) { point in
    var found: [Candidate] = []
    switch point.event {
    case .storageEnds(let storage):
      for (id, facts, buffer) in point.transfers(over: storage)
      where buffer.isDescriptor {
        found.append(descriptorDies(point, id, facts, buffer))
      }
    case .freed(let pointer):
      for (id, facts, buffer) in point.transfers(over: pointer.region.storage)
      where buffer.isDescriptor && facts.phase != .stopping {
        found.append(descriptorDies(point, id, facts, buffer, also: ["DMA105"]))
      }
    case .pointersExpire, .start:
      found = expiring(point) { scope, id, facts, buffer in
        guard buffer.isDescriptor else { return nil }
        return descriptorDies(point, id, facts, buffer)
      }
    default: break
    }
    return found
  }

  private static func descriptorDies(
    _ point: Point, _ id: TransferID, _ facts: TransferFacts, _ buffer: TransferBuffer,
    also: [String] = []
  ) -> Candidate {
    let name = point.name(buffer.pointer)
    return Candidate(
      code: "DMA106", site: facts.start,
      message: "the descriptor '\(name)' does not outlive the transfer that reads it",
      buffer: name,
      trace: point.origin(buffer.pointer) + [
        point.label(facts.start, "the driver keeps the descriptor's address from here on"),
        point.label(point.site, "the descriptor ends here"),
      ],
      transfer: id, fix: "Keep the descriptor in a static or allocated place until completion",
      also: also)
  }

  static let deinitNotStopping = Rule("DMA108", at: [.freed, .released, .abandoned]) { point in
    switch point.event {
    case .released(let pointer, let owner?):
      let found = ended(owner, pointer, "releases", point)
      if !found.isEmpty { return found }
      return point.transfers(over: pointer.region.storage).flatMap { _, facts, _ in
        endingOwner(of: facts, point).map { ended($0, pointer, "releases", point) } ?? []
      }
    case .abandoned(let pointer, let owner):
      return ended(owner, pointer, "abandons", point)
    default: break
    }
    guard case .freed(let pointer) = point.event, let release = deinitialiser(around: point) else {
      return []
    }
    let outer = ended(releasing: pointer, around: release, point)
    if !outer.isEmpty { return outer }
    return point.transfers(over: pointer.region.storage).compactMap { id, facts, buffer in
      guard owns(release, facts, point) else { return nil }
      let name = point.name(buffer.pointer)
      let function = point.interpreter.program.function(release.function)
      return Candidate(
        code: "DMA108", site: Site(range: function.range, function: release.function),
        message: "'deinit' frees '\(name)' without a confirmed stop of the transfer that uses it",
        buffer: name,
        trace: [
          point.label(facts.start, "the transfer starts here"),
          point.label(point.site, "the buffer is freed here"),
        ],
        transfer: id, fix: "Stop the channel in 'deinit' and wait until it has stopped, then free",
        also: ["DMA105"])
    }
  }

  /// A part of a value has freed the buffer, and the value's type owns the transfer: it should have
  /// stopped it.
  private static func ended(
    releasing pointer: Pointer, around release: Release, _ point: Point
  ) -> [Candidate] {
    point.transfers(over: pointer.region.storage).flatMap { _, facts, _ -> [Candidate] in
      let part = point.interpreter.program.function(release.function).owner
      guard part.map({ owns($0, facts, point) }) != true,
        let owner = endingOwner(of: facts, point)
      else { return [] }
      return ended(owner, pointer, "frees", point)
    }
  }

  /// The innermost type that is ending and owns the transfer.
  private static func endingOwner(of facts: TransferFacts, _ point: Point) -> String? {
    point.interpreter.ending.last { owns($0, facts, point) }
  }

  /// A value of a type has ended, and its buffer with it or without anyone who knows it.
  private static func ended(
    _ owner: String, _ pointer: Pointer, _ verb: String, _ point: Point
  ) -> [Candidate] {
    guard let entry = point.interpreter.program.type(named: owner) else { return [] }
    let deinitializer = point.interpreter.program.deinitializer(of: owner)
    let site =
      deinitializer.map { Site(range: point.interpreter.program.function($0).range, function: $0) }
      ?? Site(range: entry.range, function: point.site.function)
    return point.transfers(over: pointer.region.storage).compactMap { id, facts, buffer in
      guard owns(owner, facts, point) else { return nil }
      let name = point.name(buffer.pointer)
      let subject = deinitializer == nil ? "the end of a '\(owner)'" : "'deinit'"
      return Candidate(
        code: "DMA108", site: site,
        message:
          "\(subject) \(verb) '\(name)' without a confirmed stop of the transfer that uses it",
        buffer: name,
        trace: [
          point.label(facts.start, "the transfer starts here"),
          point.label(point.site, "its owner ends here"),
        ],
        transfer: id, fix: "Stop the channel in 'deinit' and wait until it has stopped",
        also: verb == "abandons" ? [] : ["DMA105"])
    }
  }

  /// A deinitialiser that is being run.
  private struct Release {
    var function: FunctionID
    var frame: FrameID
  }

  private static func deinitialiser(around point: Point) -> Release? {
    var current: FrameID? = point.frame
    while let id = current {
      let frame = point.interpreter.frames[Int(id.index)]
      if let function = frame.function,
        point.interpreter.program.function(function).kind == .deinitializer
      {
        return Release(function: function, frame: id)
      }
      current = frame.parent
    }
    return nil
  }

  /// Whether the type that ends owns the transfer, not only its buffer: one of its own functions has
  /// started it, or it is what the transfer was handed over to.
  private static func owns(_ release: Release, _ facts: TransferFacts, _ point: Point) -> Bool {
    guard let owner = point.interpreter.program.function(release.function).owner else {
      return facts.isOwned
    }
    return facts.isOwned || owns(owner, facts, point)
  }

  /// Whether one of a type's own functions has started the transfer.
  private static func owns(_ owner: String, _ facts: TransferFacts, _ point: Point) -> Bool {
    let program = point.interpreter.program
    var current: FrameID? = facts.frame
    while let id = current {
      let frame = point.interpreter.frames[Int(id.index)]
      if let function = frame.function, let type = program.function(function).owner,
        program.isKind(owner, of: type)
      {
        return true
      }
      current = frame.parent
    }
    return false
  }
}
