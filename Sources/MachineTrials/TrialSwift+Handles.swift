/// Handles in Swift: what stops by itself where its owner ends has a `deinit`.
extension TrialSwift {
  private var form: TrialHandles.Form { program.handles?.form ?? .number }
  private var place: TrialHandles.Place { program.handles?.place ?? .local }

  private func hasRegisters(_ channel: Int) -> Bool {
    switch program.channels[channel].style {
    case .opaque, .visible: false
    case .registers, .mailbox: true
    }
  }

  /// The type of what stands for a transfer.
  private func structure(_ channel: Int) -> String {
    hasRegisters(channel) ? "RegisterJob" : "Job"
  }

  private func type(_ channel: Int) -> String {
    switch form {
    case .number: "Int32"
    case .value, .owner: structure(channel)
    case .object: structure(channel) + "?"
    }
  }

  private func nothing(_ channel: Int) -> String {
    switch form {
    case .number: "\(TrialWorld.nothing)"
    case .value, .owner: "\(structure(channel))(\(TrialWorld.nothing))"
    case .object: "nil"
    }
  }

  // MARK: Declarations

  mutating func declareHandles() {
    guard !program.handled.isEmpty else { return }
    for hasRegisters in [false, true]
    where program.handled.contains(where: { self.hasRegisters($0) == hasRegisters }) {
      line("")
      form == .number ? declareFunctions(hasRegisters) : declareType(hasRegisters)
    }
    switch place {
    case .local: break
    case .member:
      line("")
      line("struct Driver\(form == .owner ? ": ~Copyable" : "") {")
      for channel in program.handled {
        inside { $0.line("var job\(channel): \($0.type(channel)) = \($0.nothing(channel))") }
      }
      line("}")
    case .global:
      for channel in program.handled {
        line("nonisolated(unsafe) var job\(channel): \(type(channel)) = \(nothing(channel))")
      }
    }
  }

  private mutating func declareFunctions(_ hasRegisters: Bool) {
    let suffix = hasRegisters ? "_registers" : ""
    func function(_ name: String, _ result: String, _ body: String) {
      line("func job_\(name)\(suffix)(_ job: Int32)\(result) { \(body) }")
    }
    guard hasRegisters else {
      function("wait", "", "trial_wait(job)")
      function("wait_for", " -> Int32", "trial_wait_for(job)")
      function("is_busy", " -> Bool", "trial_busy(job) != 0")
      function("join", "", "while trial_busy(job) != 0 {}")
      function("stop", "", "trial_stop(job)")
      function("abort", "", "trial_abort(job)")
      return
    }
    line("func job_register(_ job: Int32, _ offset: UInt) -> VolatileMappedRegister<UInt32> {")
    inside {
      $0.line(
        "VolatileMappedRegister<UInt32>(unsafeBitPattern: UInt(0x4002_0000 + Int(job) << 16) + offset)"
      )
    }
    line("}")
    function("is_busy", " -> Bool", "job_register(job, 12).load() & 2 != 0")
    function("join", "", "while job_register(job, 12).load() & 2 != 0 {}")
    function(
      "stop", "",
      "job_register(job, 8).store(0); while job_register(job, 12).load() & 2 != 0 {}")
    function("abort", "", "job_register(job, 8).store(0)")
  }

  private mutating func declareType(_ hasRegisters: Bool) {
    let keyword = form == .object ? "final class" : "struct"
    let suffix = form == .owner ? ": ~Copyable" : ""
    line("\(keyword) \(hasRegisters ? "RegisterJob" : "Job")\(suffix) {")
    inside { printer in
      printer.line("let channel: Int32")
      if hasRegisters { printer.line("let base: UInt") }
      printer.line("init(_ channel: Int32) {")
      printer.inside {
        $0.line("self.channel = channel")
        if hasRegisters { $0.line("base = UInt(0x4002_0000 + Int(channel) << 16)") }
      }
      printer.line("}")
      if hasRegisters {
        for (name, offset) in [("control", 8), ("status", 12)] {
          printer.line("var \(name): VolatileMappedRegister<UInt32> {")
          printer.inside { $0.line("VolatileMappedRegister(unsafeBitPattern: base + \(offset))") }
          printer.line("}")
        }
        printer.line("var isBusy: Bool { status.load() & 2 != 0 }")
        printer.line("func join() { while isBusy {} }")
        printer.line("func stop() { control.store(0); join() }")
        printer.line("func abort() { control.store(0) }")
      } else {
        printer.line("func wait() { trial_wait(channel) }")
        printer.line("func waitFor() -> Int32 { trial_wait_for(channel) }")
        printer.line("var isBusy: Bool { trial_busy(channel) != 0 }")
        printer.line("func join() { while isBusy {} }")
        printer.line("func stop() { trial_stop(channel) }")
        printer.line("func abort() { trial_abort(channel) }")
      }
      if printer.form == .owner {
        printer.line("deinit { if channel >= 0 { stop() } }")
      }
    }
    line("}")
  }

  /// The functions that start transfers, of those that the text has called.
  mutating func declareOpenings() {
    for function in handleFunctions.sorted(by: { $0.name < $1.name }) {
      guard case .open(let channel, let direction, let check) = function.kind else { continue }
      line("")
      line(
        "func \(function.name)(_ p: UnsafeMutablePointer<UInt8>, _ n: UInt32) -> \(type(channel)) {"
      )
      inside { printer in
        printer.start(
          channel, "p", "n", direction, check, leaving: "return \(printer.nothing(channel))")
        let number = "\(channel)"
        printer.line(
          "return \(printer.form == .number ? number : "\(printer.structure(channel))(\(number))")")
      }
      line("}")
    }
  }

  /// The variables of `main`.
  mutating func enterHandles() {
    guard !program.handled.isEmpty else { return }
    switch place {
    case .local:
      for channel in program.handled {
        line("var job\(channel): \(type(channel)) = \(nothing(channel))")
      }
    case .member: line("var driver = Driver()")
    case .global: break
    }
  }

  /// What helpers get besides choices and buffers.
  var handleParameters: [String] {
    guard !program.handled.isEmpty else { return [] }
    switch place {
    case .local:
      if let channel = program.returned { return ["_ given: \(type(channel))"] }
      return program.handled.map { "_ job\($0): inout \(type($0))" }
    case .member: return ["_ driver: inout Driver"]
    case .global: return []
    }
  }

  var handleArguments: [String] {
    guard !program.handled.isEmpty else { return [] }
    switch place {
    case .local:
      return program.handled.map { program.returned == nil ? "&job\($0)" : "job\($0)" }
    case .member: return ["&driver"]
    case .global: return []
    }
  }

  var handleResult: String { program.returned.map { " -> \(type($0))" } ?? "" }

  // MARK: Statements

  private func variable(_ channel: Int) -> String {
    place == .member ? "driver.job\(channel)" : "job\(channel)"
  }

  private func use(_ member: String, _ function: String, _ channel: Int) -> String {
    switch form {
    case .number:
      "job_\(function)\(hasRegisters(channel) ? "_registers" : "")(\(variable(channel)))"
    case .value, .owner: "\(variable(channel)).\(member)"
    case .object: "\(variable(channel))?.\(member)"
    }
  }

  private func isBusy(_ channel: Int) -> String {
    let text = use("isBusy", "is_busy", channel)
    return form == .object ? "(\(text) ?? false)" : text
  }

  mutating func stopHandled(_ channel: Int, isConfirmed: Bool) {
    line(isConfirmed ? use("stop()", "stop", channel) : use("abort()", "abort", channel))
  }

  mutating func startHandled(
    _ channel: Int, _ pointer: String, _ size: Int, _ direction: TrialDirection,
    _ check: TrialCheck
  ) {
    let function = TrialHandleFunction(
      .open(channel: channel, direction, check), program.channels[channel].style)
    handleFunctions.insert(function)
    line("\(variable(channel)) = \(function.name)(\(pointer), \(size))")
    guard check == .checked else { return }
    let test =
      switch form {
      case .number: "\(variable(channel)) >= 0"
      case .value, .owner: "\(variable(channel)).channel >= 0"
      case .object: "\(variable(channel)) != nil"
      }
    line("guard \(test) else { \(leaving) }")
  }

  mutating func waitHandled(_ channel: Int, _ wait: TrialWait) {
    let result = use("waitFor()", "wait_for", channel)
    switch wait {
    case .called where !hasRegisters(channel): line(use("wait()", "wait", channel))
    case .timed where !hasRegisters(channel):
      line("guard \(form == .object ? "(\(result) ?? 0)" : result) == 0 else { \(leaving) }")
    case .timedIgnored where !hasRegisters(channel): line("_ = \(result)")
    case .asked where !hasRegisters(channel):
      line("guard !\(isBusy(channel)) else { \(leaving) }")
    case .once: line("_ = \(use("isBusy", "is_busy", channel))")
    case .polled, .called, .timed, .timedIgnored, .asked:
      line(
        program.handles?.isJoined == true
          ? use("join()", "join", channel) : "while \(isBusy(channel)) {}")
    }
  }

  mutating func forget(_ channel: Int) { line("\(variable(channel)) = \(nothing(channel))") }

  mutating func copyHandle(_ from: Int, _ to: Int) {
    line("\(variable(to)) = \(variable(from))")
  }
}
