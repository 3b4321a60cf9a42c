/// DMA6, DMA8 and DMA9 as far as one point decides.
extension RuleBook {
  static let uncheckedStatus = Rule("DMA603", at: .resultUnused) { point in
    if case .failureSwallowed(let id) = point.event, let facts = point.state.transfers[id] {
      let name = facts.buffers.first.map { point.name($0.pointer) } ?? ""
      return [
        Candidate(
          code: "DMA603", site: point.site,
          message:
            "what this call throws is ignored, so that nobody knows whether the \(Point.transfer(of: name)) was started",
          buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
          transfer: id, fix: "Say what happens where the start has failed")
      ]
    }
    guard case .resultUnused(let model, let isDiscarded) = point.event,
      [.start, .wait, .poll, .allocate].contains(model.role)
    else { return [] }
    return [
      Candidate(
        code: "DMA603", site: point.site,
        message:
          "the result of '\(model.name)' is \(isDiscarded ? "discarded" : "ignored"), so a failure goes unnoticed",
        buffer: "", trace: [], transfer: nil,
        fix: "Compare the result with the value that means success")
    ]
  }

  static let unboundedWait = Rule("DMA606", at: .waited) { point in
    guard case .waitedWithoutEnd(let id) = point.event, let facts = point.state.transfers[id] else {
      return []
    }
    let name = facts.buffers.first.map { point.name($0.pointer) } ?? ""
    return [
      Candidate(
        code: "DMA606", site: point.site,
        message:
          "neither an error nor a timeout ends this wait for the \(Point.transfer(of: name))",
        buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
        transfer: nil, fix: "Bound the wait, and stop the engine before giving up")
    ]
  }

  static let uncheckedDeviceData = Rule("DMA801", at: .used) { point in
    guard case .used(let value, let role, let isBounded) = point.event else { return [] }
    if let fetch = point.interpreter.secondFetch(of: value, point.state) {
      let name = point.interpreter.name(of: Pointer(fetch.region.storage, path: fetch.region.path))
      return [
        Candidate(
          code: "DMA802", site: fetch.again,
          message:
            "'\(name)' is read again after it was checked, and the device may have changed it in between",
          buffer: name,
          trace: [
            point.label(fetch.checked, "the word is read and checked here"),
            point.label(point.site, "the second value is used as \(role) here"),
          ],
          transfer: nil, fix: "Read the word once, and check and use that value")
      ]
    }
    var name = ""
    var trace: [TraceLabel] = []
    for case .flagRead(let region, _, let site, _) in point.interpreter.origins(of: value) {
      name = point.interpreter.name(of: Pointer(region.storage, path: region.path))
      trace = [point.label(site, "the device's value is read here")]
    }
    for case .deviceData(let region, let site, let offset, _) in point.interpreter.origins(
      of: value)
    {
      name = point.interpreter.name(of: Pointer(region.storage, path: region.path))
      trace = [
        point.label(
          site,
          offset == nil
            ? "the device's value is read here" : "the device is seen to have written it here")
      ]
    }
    return [
      Candidate(
        code: "DMA801", site: point.site,
        message: isBounded
          ? "a value that the device wrote to '\(name)' is used as \(role), and its check allows more than the memory holds"
          : "a value that the device wrote to '\(name)' is used as \(role) without a check",
        buffer: name, trace: trace, transfer: nil,
        fix: "Compare the value with the room there is before it is used")
    ]
  }

  static let uninitialisedTransmit = Rule("DMA803", at: .start) { point in
    guard case .start(let id) = point.event, let facts = point.state.transfers[id] else {
      return []
    }
    return facts.buffers.compactMap { buffer in
      let storage = point.storage(buffer.pointer)
      guard buffer.direction == .deviceReads, storage.kind == .heap, storage.allocator == nil else {
        return nil
      }
      let owed = point.interpreter.facts(overlapping: buffer.pointer.region.trackable, point.state)
      let start = buffer.pointer.offset ?? 0
      let length = buffer.length.integerValue.map { start &+ $0 }
      let isPartial = owed.map { $0.isInitialised || !$0.initialised.isEmpty } ?? false
      // Not all words of a descriptor mean something.
      if isPartial, buffer.isLeading { return nil }
      if isPartial, let owed {
        guard let length, storage.size.map({ length <= Int64(clamping: $0) }) != false,
          !owed.isInitialised(from: start, upTo: length)
        else { return nil }
      }
      // What a global holds before a function that nobody calls runs is not known.
      if !point.interpreter.isFromEntry, isGlobals(storage, point) { return nil }
      // Nor is it followed which elements of an array a loop has reached.
      if point.interpreter.listedValues.values.joined().contains(where: {
        $0.pointer?.region.storage == buffer.pointer.region.storage
      }) {
        return nil
      }
      let name = point.name(buffer.pointer)
      return Candidate(
        code: "DMA803", site: facts.start,
        message:
          "\(isPartial ? "a part of " : "")'\(name)' was never written, and the device is sent whatever the memory held before",
        buffer: name, trace: point.origin(buffer.pointer), transfer: id,
        fix: "Initialise the buffer before it is sent")
    }
  }

  /// Whether a global variable's initialiser made the storage.
  private static func isGlobals(_ storage: Storage, _ point: Point) -> Bool {
    let functions = point.interpreter.program.module.functions
    let maker = Int(storage.site.function.index)
    return maker < functions.count && functions[maker].kind == .value
  }

  static let secretLeftBehind = Rule("DMA804", at: .freed) { point in
    guard case .freed(let pointer) = point.event else { return [] }
    let name = point.name(pointer)
    guard isSensitive(name), !point.state.wiped.contains(pointer.region.storage),
      point.interpreter.transfers.contains(where: {
        $0.storages.contains(pointer.region.storage)
      }),
      let facts = point.interpreter.facts(overlapping: pointer.region.trackable, point.state),
      !facts.deviceWritten.isEmpty || facts.isInitialised || !facts.initialised.isEmpty
    else { return [] }
    return [
      Candidate(
        code: "DMA804", site: point.site,
        message: "'\(name)' is freed with the secret still in it",
        buffer: name, trace: point.origin(pointer), transfer: nil,
        fix: "Fill the buffer with zeros before it is freed")
    ]
  }

  /// Whether a name says that what it holds is secret.
  private static func isSensitive(_ name: String) -> Bool {
    let secret: Set<String> = [
      "key", "keys", "secret", "secrets", "password", "passphrase", "credential", "credentials",
      "seed", "seeds", "token", "tokens", "private", "sensitive",
    ]
    var word = ""
    for scalar in name.unicodeScalars {
      if scalar.properties.isUppercase || !scalar.properties.isAlphabetic {
        if secret.contains(word) { return true }
        word = ""
      }
      if scalar.properties.isAlphabetic { word += scalar.properties.lowercaseMapping }
    }
    return secret.contains(word)
  }

  static let unmodelledTransfer = Rule("DMA902", at: .unmodelled) { point in
    if case .unmodelledCall(let function, let pointer) = point.event {
      let name = point.name(pointer)
      return [
        Candidate(
          code: "DMA902", site: point.site,
          message: "the address of '\(name)' reaches '\(function)', which no model describes",
          buffer: name, trace: [], transfer: nil,
          fix: "Describe the function in a model file")
      ]
    }
    guard case .unmodelled(let id) = point.event, let facts = point.state.transfers[id],
      let buffer = facts.buffers.first
    else { return [] }
    let name = point.name(buffer.pointer)
    return [
      Candidate(
        code: "DMA902", site: point.site,
        message: "the address of '\(name)' reaches a device register that no model describes",
        buffer: name, trace: [], transfer: nil,
        fix: "Describe the engine in a platform file, or the function in a model file")
    ]
  }
}
