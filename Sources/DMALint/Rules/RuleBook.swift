/// All rules that look at points of the program, in the order of their codes.
enum RuleBook {
  static let all: [Rule] = [
    stackBuffer, scopedPointerEscape, temporaryPointer, bufferMovedInFlight, bufferFreedInFlight,
    descriptorLifetime, deinitNotStopping, orderBeforeStart, orderAfterWait, nonvolatileStatus,
    nonvolatileRegister, cacheableBuffer, missingClean, missingInvalidateBefore,
    missingInvalidateAfter, cacheLineSharing, wrongCacheOperation, maintenanceRange,
    accessInFlight, doubleStart, overlappingUse, configuredWhileEnabled, circularHalf,
    incompleteAbort, poolMemory, regionForBuffer, mixedAlias, unreachableRegion, flashResident,
    readOnlyDestination, wrongAddressSpace, misalignedBuffer, ringMisaligned, lengthExceedsBuffer,
    countTruncation, plainHeap, directionMismatch, unreadReceive, beforeSetUp, uncheckedStatus,
    unboundedWait, uncheckedDeviceData, uninitialisedTransmit, secretLeftBehind, unmodelledTransfer,
  ]
}

extension Point {
  /// The transfers that are about a storage and have not been seen complete, oldest start first.
  func transfers(over storage: StorageID) -> [(
    id: TransferID, facts: TransferFacts, buffer: TransferBuffer
  )] {
    var found: [(id: TransferID, facts: TransferFacts, buffer: TransferBuffer)] = []
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id], facts.phase != .maybeComplete else { continue }
      for buffer in facts.buffers where buffer.pointer.region.storage == storage {
        found.append((id, facts, buffer))
        break
      }
    }
    return found
  }

  /// How messages speak of a transfer over a buffer, which has no name everywhere.
  static func transfer(of name: String) -> String {
    name.isEmpty ? "transfer" : "transfer of '\(name)'"
  }

  /// A buffer as the source spells it.
  func name(_ pointer: Pointer) -> String { interpreter.name(of: pointer) }

  func storage(_ pointer: Pointer) -> Storage { interpreter[pointer.region.storage] }

  func label(_ site: Site, _ message: String) -> TraceLabel {
    TraceLabel(site: site, message: message)
  }

  /// Where a storage is declared or allocated.
  func origin(_ pointer: Pointer) -> [TraceLabel] {
    let storage = storage(pointer)
    guard storage.site != .nowhere else { return [] }
    let name = name(pointer)
    switch storage.kind {
    case .local: return [label(storage.site, "'\(name)' is stored in a stack frame")]
    case .stackCopy: return [label(storage.site, "'\(name)' is copied to the stack")]
    case .heap: return [label(storage.site, "'\(name)' is allocated here")]
    case .elements: return [label(storage.site, "the elements of '\(name)' are made here")]
    case .global: return [label(storage.site, "'\(name)' is declared here")]
    case .object, .literal, .pointee, .absolute: return []
    }
  }
}
