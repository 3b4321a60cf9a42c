/// What is known of the contents of buffers: blank or filled, read by somebody or by nobody.
extension Interpreter {
  /// Whether a storage holds nothing but zeros, or nothing at all, before the program writes to it.
  func beginsBlank(_ id: StorageID, _ facts: BufferFacts) -> Bool {
    let storage = self[id]
    switch storage.kind {
    case .heap:
      return storage.allocator == nil || storage.allocator?.isPlain == true
        || facts.isBlanked
    case .global:
      if facts.isBlanked { return true }
      guard let global = program.global(named: storage.name), !global.isExternal else {
        return false
      }
      guard let initial = everInitial[id] else { return global.initializer == nil }
      return isZero(initial)
    case .pointee, .absolute, .local: return facts.isBlanked
    case .stackCopy, .object, .elements, .literal: return false
    }
  }

  private func isZero(_ value: Value) -> Bool {
    switch value {
    case .integer(0): return true
    case .aggregate(_, let members):
      return !members.isEmpty && members.allSatisfy { $0.key == Value.zeroed || isZero($0.value) }
    default: return false
    }
  }

  /// Somebody who is not seen gets an address: what lies there counts as read, and as written.
  func noteUnseenUser(_ pointer: Pointer, _ state: inout State) {
    readStorages.insert(pointer.region.storage)
    exposedStorages.insert(pointer.region.storage)
    let region = pointer.region.trackable
    state.buffers[region, default: BufferFacts()].isFilled = true
    state.buffers[region]?.isInitialised = true
  }

  /// Blank buffers that are sent and read, and that nobody ever fills.
  func unfilledSends() -> Set<Candidate> {
    var found: Set<Candidate> = []
    for (storage, candidates) in blankSends where !filledStorages.contains(storage) {
      found.formUnion(candidates)
    }
    return found
  }

  /// Filled buffers that were received into and that nobody reads.
  func unreadReceives() -> Set<Candidate> {
    guard hasEntry, !program.module.mayLackReads else { return [] }
    var found: Set<Candidate> = []
    for (storage, candidates) in receives where !readStorages.contains(storage) {
      switch self[storage].kind {
      case .global, .heap:
        // Where nobody waits for it, nobody has had a chance to read it.
        found.formUnion(
          candidates.filter { candidate in
            candidate.transfer.map { id in
              let record = transfers[Int(id.index)]
              return record.isCompletedSomewhere && !record.isCircular && !record.isLost
            } ?? false
          })
      case .local, .stackCopy, .object, .elements, .literal, .pointee, .absolute: break
      }
    }
    return found
  }
}
