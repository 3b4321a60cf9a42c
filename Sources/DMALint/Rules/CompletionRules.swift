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
    if record.model == nil, hasInterruptHandlers(interpreter) { return [] }
    var found: [Candidate] = []
    for site in record.drops.sorted() {
      found.append(
        Candidate(
          code: "DMA107", site: site,
          message: "the handle that would end the transfer of '\(buffer)' is dropped while it is running",
          buffer: buffer, trace: [TraceLabel(site: start, message: "the transfer starts here")],
          transfer: id, fix: "Join or stop the transfer, or keep the handle"))
    }
    for exits in record.abandoned.sorted(by: { $0.count < $1.count }) {
      if let exit = exits.first(where: { record.completedIn.contains($0.frame) }) {
        let isCancelled = exit.kind == .cancellation
        found.append(
          Candidate(
            code: isCancelled ? "DMA607" : "DMA602", site: exit.site,
            message: isCancelled
              ? "cancellation leaves the transfer of '\(buffer)' running"
              : "this exit leaves the transfer of '\(buffer)' in flight, where another path waits for it",
            buffer: buffer,
            trace: [TraceLabel(site: start, message: "the transfer starts here")],
            transfer: id, fix: "Wait for the transfer, or stop it, on this path too"))
      } else if !record.isCompletedSomewhere, !record.isStoppedSomewhere, !record.isLost {
        found.append(
          Candidate(
            code: "DMA601", site: start,
            message: "no path waits for, stops or hands over the transfer of '\(buffer)'",
            buffer: buffer, trace: [], transfer: id,
            fix: "Wait for the transfer, or register a completion handler"))
      }
    }
    return found
  }

  /// Interrupt handlers of the inputs may complete transfers that no model describes.
  private static func hasInterruptHandlers(_ interpreter: Interpreter) -> Bool {
    interpreter.program.module.functions.contains { function in
      function.attributes.contains { attribute in
        guard attribute.name == "c" || attribute.name == "interrupt" else { return false }
        let name = attribute.argument ?? ""
        return attribute.name == "interrupt" || name.hasSuffix("Handler")
          || name.lowercased().contains("irq") || name.lowercased().contains("isr")
      }
    }
  }

  /// Plain state that a handler and the main program both change.
  static func races(_ interpreter: Interpreter) -> [Candidate] {
    var found: [Candidate] = []
    for (region, main) in interpreter.mainAccesses {
      guard let handler = interpreter.handlerAccesses[region],
        handler.contains(where: { $0.isWrite && !$0.isAtomic }),
        main.contains(where: { $0.isWrite && !$0.isAtomic })
      else { continue }
      let name = interpreter.name(of: Pointer(region.storage, path: region.path))
      guard let first = main.filter({ !$0.isAtomic }).map(\.site).min(),
        let other = handler.filter(\.isWrite).map(\.site).min()
      else { continue }
      found.append(
        Candidate(
          code: "DMA404", site: first,
          message: "'\(name)' is changed here and by an interrupt handler without synchronisation",
          buffer: name, trace: [TraceLabel(site: other, message: "the handler changes it here")],
          transfer: nil, fix: "Make it an 'Atomic', or mask the interrupt around the access"))
    }
    return found
  }
}
