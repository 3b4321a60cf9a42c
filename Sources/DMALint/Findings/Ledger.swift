/// The ledger: every transfer start that was seen, with a verdict for every clause of the contract.
struct Ledger {
  let interpreter: Interpreter
  let platform: PlatformChoice
  /// The findings that a clause may be violated by, suppressed ones included.
  private let findings: [Finding]
  /// Their numbers by the places that they, their starts and their paths are at.
  private var byRange: [SourceRange: [Int]] = [:]
  /// Those that name no start, by buffer.
  private var byBuffer: [String: [Int]] = [:]

  init(interpreter: Interpreter, platform: PlatformChoice, findings: [Finding]) {
    self.interpreter = interpreter
    self.platform = platform
    self.findings = findings.filter { $0.severity != .note || !$0.also.isEmpty }
    for (number, finding) in self.findings.enumerated() {
      let ranges = Set([finding.range]).union(finding.starts).union(finding.trace.map(\.range))
      for range in ranges { byRange[range, default: []].append(number) }
      if finding.starts.isEmpty { byBuffer[finding.buffer, default: []].append(number) }
    }
  }

  func entries() -> [LedgerEntry] {
    var records: [Site: [TransferRecord]] = [:]
    for record in interpreter.transfers {
      for start in record.starts { records[start, default: []].append(record) }
    }
    let starts = Set(records.keys.map(\.range))
    return records.map { start, records in
      let names = Set(records.flatMap { $0.buffers.keys.filter { !$0.isEmpty } }).sorted()
      return entry(start, names, records, amongStarts: starts)
    }
  }

  private func entry(
    _ start: Site, _ buffers: [String], _ records: [TransferRecord],
    amongStarts starts: Set<SourceRange>
  ) -> LedgerEntry {
    let function = interpreter.program.module.functions
    let name =
      Int(start.function.index) < function.count ? function[Int(start.function.index)].name : ""
    var guilty: [Finding] = []
    var noted: [Finding] = []
    for finding in concerning(start, buffers, amongStarts: starts) {
      if finding.severity == .note { noted.append(finding) } else { guilty.append(finding) }
    }
    return LedgerEntry(
      at: start.range, function: name, buffer: buffers.joined(separator: ", "),
      direction: direction(records), channel: records[0].channelName, start: records[0].startName,
      clauses: Family.clauses.map { clause($0, guilty, noted, records) })
  }

  private func direction(_ records: [TransferRecord]) -> LedgerEntry.Direction {
    var directions: Set<LedgerEntry.Direction> = []
    for record in records {
      for direction in record.buffers.values {
        switch direction {
        case .deviceReads, .descriptor: directions.insert(.deviceReads)
        case .deviceWrites: directions.insert(.deviceWrites)
        case .both: directions.insert(.bidirectional)
        case .peripheral: break
        }
      }
    }
    if directions.isEmpty { return .unknown }
    return directions.count == 1 ? directions.first ?? .unknown : .bidirectional
  }

  private func clause(
    _ family: Family, _ findings: [Finding], _ notes: [Finding], _ records: [TransferRecord]
  ) -> Clause {
    let guilty = findings.filter { $0.code.family == family }
    let also = (findings + notes).filter { finding in
      finding.also.contains { $0.family == family }
    }
    if !guilty.isEmpty || !also.isEmpty {
      return Clause(family, .violated, violatedBy: (guilty + also).map(\.code).sorted())
    }
    if let reason = missingFact(family, records) { return Clause(family, .unknown, reason: reason) }
    return Clause(family, .kept)
  }

  /// The findings about a transfer: those at its start, those whose path leads through it, and those
  /// about its buffer.
  private func concerning(
    _ start: Site, _ buffers: [String], amongStarts starts: Set<SourceRange>
  ) -> [Finding] {
    var numbers = Set(byRange[start.range] ?? [])
    for buffer in buffers {
      // What is known to be about other transfers is not about this one, however its buffer is called.
      for number in byBuffer[buffer] ?? []
      where !findings[number].trace.contains(where: { starts.contains($0.range) }) {
        numbers.insert(number)
      }
    }
    return numbers.sorted().map { findings[$0] }
  }

  /// The fact without which a clause cannot be decided, nil where it is kept.
  private func missingFact(_ family: Family, _ records: [TransferRecord]) -> String? {
    let isLost = records.contains { $0.isLost || $0.abandoned.isEmpty && !isFinished($0) }
    if let reason = missingMemory(family, records) { return reason }
    if records.contains(where: { record in
      record.dependsOnDirection.contains { RuleCode($0)?.family == family }
    }) {
      return "whether the engine writes the buffer: a model of it would say"
    }
    let intruded: [TransferRecord] =
      switch family {
      case .exclusivity: records
      // Who goes away from a transfer may count on the handler.
      case .completion: records.filter { !$0.abandoned.isEmpty && !isOver($0) }
      case .lifetime, .order, .coherency, .placement, .trust, .initialisation, .visibility: []
      }
    if let handler = intruded.compactMap(interpreter.intruder(on:)).min() {
      let name = interpreter.program.function(handler).name
      return
        "whether '\(name)' may run while the transfer does: it uses the buffer and asks nobody"
    }
    // A handler that looks after the engine looks at it.
    if family == .completion, interpreter.askingHandlers.isEmpty, interpreter.hasInterruptHandlers,
      records.contains(where: { $0.model == nil && !$0.abandoned.isEmpty && !isOver($0) })
    {
      return "whether an interrupt handler attends to it: none of them looks at a device"
    }
    switch family {
    case .exclusivity where !isLost:
      return records.contains { $0.isAccessUndecided }
        ? "whether an access at a place that is not known meets the bytes of the transfer" : nil
    case .lifetime where records.allSatisfy(livesOn), .completion where records.allSatisfy(isOver):
      return nil
    case .lifetime, .exclusivity, .completion:
      return isLost
        ? "the transfer was not followed to its completion: the code that waits is not in the inputs or not understood"
        : nil
    case .order:
      return records.contains {
        $0.isOrderTrusted || !$0.trustedStarts.isDisjoint(with: $0.starts)
      }
        ? "whether a function that is called orders memory on \(interpreter.platform.name): its body is not in the inputs"
        : nil
    case .trust, .initialisation, .visibility: return nil
    case .coherency:
      if platform == .none { return "no platform is configured" }
      for record in records {
        if interpreter.hasCacheInTheWay,
          !record.storages.isDisjoint(with: interpreter.perhapsMaintained)
        {
          return "which lines are maintained: their address is not followed to the buffer"
        }
        if !record.storages.isDisjoint(with: interpreter.perhapsShort) {
          return "how many bytes the transfer moves: not all that was written is cleaned before it"
        }
        for name in record.buffers.keys.sorted() {
          if let reason = undecidedMemory(name, record) { return reason }
        }
      }
      return nil
    case .placement:
      if platform == .none { return "no platform is configured" }
      for record in records {
        if let reason = undecidedPlace(record) { return reason }
      }
      return nil
    }
  }

  /// Whether the memory is there for as long as the program runs, whenever the transfer is complete.
  private func livesOn(_ record: TransferRecord) -> Bool {
    !record.storages.isEmpty
      && record.storages.allSatisfy { id in
        let storage = interpreter[id]
        switch storage.kind {
        case .global: return !storage.isObserved
        case .heap:
          return interpreter.hasEntry && !interpreter.isBudgetSaid
            && !interpreter.endedStorages.contains(id) && !interpreter.exposedStorages.contains(id)
        case .absolute, .literal: return true
        case .local, .stackCopy, .object, .elements, .pointee: return false
        }
      }
  }

  /// Whether the transfer is somebody's business whatever the program's functions do.
  private func isOver(_ record: TransferRecord) -> Bool {
    record.completionHandler != nil || record.isCircular || record.isScanning
  }

  /// What cannot be said of memory that was not followed to where it was made. A call that comes back when
  /// all is done leaves nothing behind, wherever the memory is.
  private func missingMemory(_ family: Family, _ records: [TransferRecord]) -> String? {
    let isOpen: Bool
    switch family {
    case .lifetime, .order, .exclusivity:
      isOpen = records.contains { $0.isWithoutMemory && !$0.isBlocking }
    case .coherency:
      isOpen = interpreter.hasCacheInTheWay && records.contains { $0.isWithoutMemory }
    case .placement, .trust: isOpen = records.contains { $0.isWithoutMemory }
    case .completion, .initialisation, .visibility: isOpen = false
    }
    return isOpen
      ? "which memory is transferred: the address was not followed to where it was made" : nil
  }

  private func isFinished(_ record: TransferRecord) -> Bool {
    record.isCompletedSomewhere || record.isStoppedSomewhere || record.isBlocking
      || record.completionHandler != nil || record.isCircular || record.isScanning
      // The next start of its channel is the end of it, and a finding.
      || record.isReplaced
  }

  /// Where some engines cannot reach some of the memory, it takes the link to say where a variable is.
  private func undecidedPlace(_ record: TransferRecord) -> String? {
    let isDivided = interpreter.platform.regions.contains { region in
      switch region.kind {
      case .ram, .tightlyCoupled, .externalRAM: region.reachableBy != nil
      case .flash, .rom, .device: false
      }
    }
    guard isDivided else { return nil }
    for id in record.storages.sorted() {
      let storage = interpreter[id]
      if interpreter.address(of: id) != nil { continue }
      if storage.allocator?.isDMACapable == true { continue }
      if let placement = storage.placement {
        if interpreter.memory(of: Pointer(id), length: .unknown) != nil { continue }
        return
          "where in \(placement.region ?? placement.section) '\(storage.name)' will lie: --elf would say"
      }
      switch storage.kind {
      case .absolute, .literal: continue
      case .local, .stackCopy, .global, .heap, .object, .elements, .pointee:
        if let section = storage.section,
          interpreter.platform.sections.contains(where: {
            Interpreter.section(section, isWithin: $0.section)
          })
        {
          continue
        }
        if storage.section == nil, storage.kind != .pointee, let region = ordinary,
          storage.kind != .heap && storage.kind != .elements && storage.kind != .object
            || interpreter.platform.heap?.isDMACapable != false
        {
          interpreter.assumptions.insert(
            "variables without a section, the heap and the stack lie in \(region), "
              + "as the vendor's linker scripts have it")
          continue
        }
        return storage.kind == .global
          ? "where '\(storage.name)' is linked: --elf or --linker-script would say"
          : "in which memory '\(storage.name)' is"
      }
    }
    return nil
  }

  /// The memory that linker scripts use for whatever says nothing else, where every engine reaches it.
  private var ordinary: String? {
    let regions = interpreter.platform.regions.filter(\.isOrdinary)
    guard let first = regions.first, regions.allSatisfy({ $0.reachableBy == nil }) else {
      return nil
    }
    return first.name
  }

  private func undecidedMemory(_ name: String, _ record: TransferRecord) -> String? {
    for storage in record.storages {
      if case .unknown(let reason) = interpreter.memoryType(of: storage) { return reason }
    }
    return nil
  }
}
