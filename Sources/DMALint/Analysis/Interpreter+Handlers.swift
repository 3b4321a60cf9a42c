/// Handlers that start transfers of their own accord.
extension Interpreter {
  /// Whether a branch of a handler depends on what the program may have told it.
  func isChoiceOfHandler(_ condition: Value) -> Bool {
    guard case .symbol(let id) = condition else { return condition == .unknown }
    return hasLeaf(id) { term in
      switch term {
      case .initial, .flagRead, .made, .merged, .deviceData: true
      case .registerRead, .poll, .outcome, .parameter, .binary, .unary, .isCase, .payload: false
      }
    }
  }

  /// A handler starts a transfer, with nothing that says whether the main program is done with the memory.
  func noteHandlerStart(
    _ facts: TransferFacts, by handler: FunctionID, _ id: TransferID, _ site: Site, _ state: State
  ) {
    let record = transfers[Int(id.index)]
    guard !state.hasChosen, !record.isCircular, !record.isScanning, !record.isBlocking else {
      return
    }
    for buffer in facts.buffers where buffer.direction != .descriptor {
      guard let start = buffer.pointer.offset else { continue }
      var note = AccessNote(
        site: site, isWrite: buffer.direction != .deviceReads, isAtomic: false, handler: handler,
        acquired: state.acquired)
      if let length = buffer.length.integerValue, length > 0 {
        note.bytes = Range(from: start, count: length)
      }
      handlerStarts[buffer.pointer.region.trackable, default: []].insert(note)
    }
  }

  /// A handler that uses a device or calls what is not seen may know what the engine does.
  func noteAsking() {
    if let currentHandler { askingHandlers.insert(currentHandler) }
  }

  /// A handler that uses the memory of a transfer whenever it runs: nothing in it says that it does not run
  /// while the transfer does.
  func intruder(on record: TransferRecord) -> FunctionID? {
    guard !record.isBlocking, !record.isCircular else { return nil }
    let isWritten = record.buffers.values.contains { $0 != .deviceReads }
    var found: FunctionID?
    for (region, notes) in handlerAccesses where record.storages.contains(region.storage) {
      for note in notes where note.isWrite || isWritten {
        guard let handler = note.handler, !note.isChosen, handler != record.completionHandler,
          !askingHandlers.contains(handler), !startingHandlers.contains(handler),
          !isCalledByDriver(handler)
        else { continue }
        found = found.map { min($0, handler) } ?? handler
      }
    }
    return found
  }

  /// Whether it is called by a driver's own handler, which has asked the engine.
  private func isCalledByDriver(_ handler: FunctionID) -> Bool {
    program.functionsByLinkName.contains { $0.value == handler && $0.key.hasSuffix("Callback") }
  }

  /// Handlers that may have run since the main program last knew what they do: those whose flags it has
  /// seen, and those that are called when what is in flight completes.
  func handlersAround(_ state: State) -> Set<FunctionID> {
    var found: Set<FunctionID> = []
    for flag in state.signalled {
      found.formUnion(handlerWrites[flag].map { Array($0.keys) } ?? [])
    }
    for id in state.transfers.keys {
      if let handler = transfers[Int(id.index)].completionHandler { found.insert(handler) }
    }
    return found
  }
}
