/// Handles in Flow text: as C has them, where the owner of a handle ends it with a call.
extension TrialFlow {
  private var form: TrialHandles.Form { program.handles?.form ?? .number }
  private var place: TrialHandles.Place { program.handles?.place ?? .local }

  var handleType: String {
    switch form {
    case .number: "Int32"
    case .value, .owner: "trial_job"
    case .object: "UnsafeMutablePointer<trial_job>"
    }
  }

  private var handleSize: String {
    switch form {
    case .number, .object: "size 4 align 4"
    case .value, .owner: "size 8 align 4"
    }
  }

  // MARK: Declarations

  mutating func declareHandles() {
    guard !program.handled.isEmpty else { return }
    if form != .number {
      lines += [
        "struct trial_job size 8 align 4 {", "  var channel: Int32 offset 0",
        "  var base: UnsafeMutablePointer<UInt32> offset 4", "}",
      ]
    }
    if form == .object {
      for channel in program.handled {
        lines.append("global job_pool\(channel): trial_job size 8 align 4")
      }
    }
    switch place {
    case .local: break
    case .member:
      let size = form == .number || form == .object ? 4 : 8
      lines.append("struct trial_driver size \(size * program.handled.count) align 4 {")
      for (number, channel) in program.handled.enumerated() {
        lines.append("  var job\(channel): \(handleType) offset \(number * size)")
      }
      lines.append("}")
    case .global:
      for channel in program.handled {
        lines.append("global job\(channel): \(handleType) \(handleSize)")
      }
    }
  }

  var handleLocals: [String] {
    guard !program.handled.isEmpty else { return [] }
    switch place {
    case .local: return program.handled.map { "  local %job\($0): \(handleType) \(handleSize)" }
    case .member:
      let size = form == .number || form == .object ? 4 : 8
      return ["  local %driver: trial_driver size \(size * program.handled.count) align 4"]
    case .global: return []
    }
  }

  /// What helpers get besides choices and buffers.
  var handleParameters: [String] {
    guard !program.handled.isEmpty else { return [] }
    switch place {
    case .local:
      if let channel = program.returned { return ["_ job\(channel): \(handleType) \(handleSize)"] }
      return program.handled.map {
        "_ job\($0): UnsafeMutablePointer<\(handleType)> size 4 align 4"
      }
    case .member: return ["_ driver: UnsafeMutablePointer<trial_driver> size 4 align 4"]
    case .global: return []
    }
  }

  mutating func handleArguments() -> [String] {
    guard !program.handled.isEmpty else { return [] }
    switch place {
    case .local:
      return program.handled.map { channel in
        let place = handlePlace(channel)
        return define(program.returned == nil ? "address \(place)" : "load \(place)")
      }
    case .member:
      let place = define("local %driver")
      if role == .helper { return [define("load \(place)")] }
      return [define("address \(place)")]
    case .global: return []
    }
  }

  /// At the beginning of `main`, handles stand for nothing.
  mutating func enterHandles() {
    guard !program.handled.isEmpty else { return }
    switch place {
    case .local: for channel in program.handled { emit("enter %job\(channel)") }
    case .member: emit("enter %driver")
    case .global: break
    }
    for channel in program.handled {
      let nothing = nothing()
      let place = handlePlace(channel)
      emit("store \(nothing) into \(place)")
    }
  }

  mutating func leaveHandles() {
    guard !program.handled.isEmpty, place != .global else { return }
    if form == .owner { for channel in program.handled.reversed() { call(.end, channel) } }
    switch place {
    case .local: for channel in program.handled.reversed() { emit("leave %job\(channel)") }
    case .member: emit("leave %driver")
    case .global: break
    }
  }

  // MARK: Variables

  func style(_ channel: Int) -> TrialChannel.Style { program.channels[channel].style }

  /// The variable with the channel's handle.
  mutating func handlePlace(_ channel: Int) -> String {
    switch place {
    case .global: return define("global job\(channel)")
    case .local:
      let place = define("local %job\(channel)")
      guard role == .helper, program.returned == nil else { return place }
      let pointer = define("load \(place)")
      return define("pointee \(pointer)")
    case .member:
      var place = define("local %driver")
      if role == .helper {
        let pointer = define("load \(place)")
        place = define("pointee \(pointer)")
      }
      return define("member \(place).job\(channel)")
    }
  }

  /// A handle that stands for nothing.
  private mutating func nothing() -> String {
    switch form {
    case .number: return define("integer \(TrialWorld.nothing)")
    case .object: return define("nil")
    case .value, .owner: return structure(Int(TrialWorld.nothing))
    }
  }

  private mutating func structure(_ channel: Int) -> String {
    let number = define("integer \(channel)")
    let address = define("integer \(TrialWorld.base(channel))")
    let base = define("cast \(address) as UnsafeMutablePointer<UInt32>")
    return define("aggregate trial_job(channel: \(number), base: \(base))")
  }

  mutating func assign(_ handle: String, to channel: Int) {
    let place = handlePlace(channel)
    guard form == .owner else { return emit("store \(handle) into \(place)") }
    let old = define("load \(place)")
    emit("store \(handle) into \(place)")
    emit("call \(use(.end, channel))(\(old)) unused")
  }

  mutating func forget(_ channel: Int) {
    let nothing = nothing()
    assign(nothing, to: channel)
  }

  mutating func copyHandle(_ from: Int, _ to: Int) {
    let place = handlePlace(from)
    let handle = define("load \(place)")
    assign(handle, to: to)
  }

  // MARK: Statements

  private mutating func use(_ kind: TrialHandleFunction.Kind, _ channel: Int) -> String {
    let function = TrialHandleFunction(kind, style(channel))
    handleFunctions.insert(function)
    return function.name
  }

  /// Calls a function with the channel's handle.
  mutating func call(_ kind: TrialHandleFunction.Kind, _ channel: Int) {
    let place = handlePlace(channel)
    let handle = define("load \(place)")
    emit("call \(use(kind, channel))(\(handle)) unused")
  }

  private mutating func ask(_ kind: TrialHandleFunction.Kind, _ channel: Int) -> String {
    let place = handlePlace(channel)
    let handle = define("load \(place)")
    let result = define("call \(use(kind, channel))(\(handle))")
    let zero = define("integer 0")
    return define("binary != \(result), \(zero)")
  }

  mutating func startHandled(
    _ channel: Int, _ pointer: String, _ length: String, _ direction: TrialDirection,
    _ check: TrialCheck
  ) {
    let name = use(.open(channel: channel, direction, check), channel)
    let handle = define("call \(name)(\(pointer), \(length))")
    assign(handle, to: channel)
    guard check == .checked else { return }
    let place = handlePlace(channel)
    let hasFailed: String
    switch form {
    case .number:
      let handle = define("load \(place)")
      let zero = define("integer 0")
      hasFailed = define("binary < \(handle), \(zero)")
    case .value, .owner:
      let member = define("member \(place).channel")
      let number = define("load \(member)")
      let zero = define("integer 0")
      hasFailed = define("binary < \(number), \(zero)")
    case .object:
      let handle = define("load \(place)")
      let null = define("nil")
      hasFailed = define("binary == \(handle), \(null)")
    }
    branch(hasFailed, { $0.leave(isEarly: true) }, { _ in })
  }

  mutating func waitHandled(_ channel: Int, _ wait: TrialWait) {
    let isModelled = style(channel) == .opaque || style(channel) == .visible
    switch wait {
    case .called where isModelled: call(.wait, channel)
    case .timed where isModelled:
      let failed = ask(.waitFor, channel)
      branch(failed, { $0.leave(isEarly: true) }, { _ in })
    case .timedIgnored where isModelled: call(.waitFor, channel)
    case .asked where isModelled:
      let isBusy = ask(.isBusy, channel)
      branch(isBusy, { $0.leave(isEarly: true) }, { _ in })
    case .once: call(.isBusy, channel)
    case .polled, .called, .timed, .timedIgnored, .asked:
      if program.handles?.isJoined == true { return call(.join, channel) }
      let (test, end) = (newBlock(), newBlock())
      emit("jump \(test)")
      begin(test)
      let isBusy = ask(.isBusy, channel)
      emit("branch \(isBusy), \(test), \(end)")
      begin(end)
    }
  }

  // MARK: Functions

  /// The functions that the text calls, each with those that it calls itself.
  mutating func printHandleFunctions() {
    var printed: Set<TrialHandleFunction> = []
    while let next = handleFunctions.subtracting(printed).min(by: { $0.name < $1.name }) {
      printed.insert(next)
      print(next)
    }
  }

  private mutating func print(_ function: TrialHandleFunction) {
    beginFunction(.handle)
    let handle = "_ job: \(handleType) \(handleSize)"
    switch function.kind {
    case .open(let channel, let direction, let check):
      lines.append(
        "func \(function.name) c (_ p: UnsafeMutablePointer<UInt8> size 4 align 4, _ n: UInt32 size 4 align 4) -> \(handleType) {"
      )
      lines.append("  b0:")
      let p = define("local %p")
      let pointer = define("load \(p)")
      let n = define("local %n")
      let length = define("load \(n)")
      start(channel, pointer, length, direction, check) { printer in
        let nothing = printer.nothing()
        printer.emit("return \(nothing)")
        printer.isOpen = false
      }
      let result: String
      switch form {
      case .number: result = define("integer \(channel)")
      case .value, .owner: result = structure(channel)
      case .object:
        let content = structure(channel)
        let place = define("global job_pool\(channel)")
        emit("store \(content) into \(place)")
        result = define("address \(place)")
      }
      emit("return \(result)")
    case .wait, .stop, .abort, .end, .join:
      lines.append("func \(function.name) c (\(handle)) {")
      lines.append("  b0:")
      unlessNothing(function.kind) { $0.emit("return") }
      act(function)
      emit("return")
    case .waitFor, .isBusy:
      lines.append("func \(function.name) c (\(handle)) -> Int32 {")
      lines.append("  b0:")
      unlessNothing(function.kind) { printer in
        let zero = printer.define("integer 0")
        printer.emit("return \(zero)")
      }
      let result = answer(function)
      emit("return \(result)")
    }
    lines.append("}")
  }

  /// A reference to nothing, and a handle of nothing that ends, are left alone.
  private mutating func unlessNothing(
    _ kind: TrialHandleFunction.Kind, _ leave: (inout TrialFlow) -> Void
  ) {
    let isNothing: String
    switch (form, kind) {
    case (.object, _):
      let place = define("local %job")
      let handle = define("load \(place)")
      let null = define("nil")
      isNothing = define("binary == \(handle), \(null)")
    case (.owner, .end):
      let number = member("channel")
      let zero = define("integer 0")
      isNothing = define("binary < \(number), \(zero)")
    case (.number, _), (.value, _), (.owner, _): return
    }
    branch(
      isNothing,
      { printer in
        leave(&printer)
        printer.isOpen = false
      }, { _ in })
  }

  /// What the handle that a function is given holds.
  private mutating func member(_ name: String) -> String {
    let place = define("local %job")
    switch form {
    case .number: return define("load \(place)")
    case .value, .owner:
      let member = define("member \(place).\(name)")
      return define("load \(member)")
    case .object:
      let handle = define("load \(place)")
      let content = define("pointee \(handle)")
      let member = define("member \(content).\(name)")
      return define("load \(member)")
    }
  }

  private mutating func register(_ offset: Int) -> String {
    guard form == .number else {
      let base = member("base")
      return define("pointee \(base), \(offset)")
    }
    let number = member("channel")
    let bits = define("integer 16")
    let distance = define("binary << \(number), \(bits)")
    let first = define("integer \(TrialWorld.base(0))")
    let address = define("binary + \(first), \(distance)")
    let base = define("cast \(address) as UnsafeMutablePointer<UInt32>")
    return define("pointee \(base), \(offset)")
  }

  private mutating func act(_ function: TrialHandleFunction) {
    let isModelled = function.style == .opaque || function.style == .visible
    switch function.kind {
    case .stop, .end, .abort:
      if isModelled {
        let number = member("channel")
        let isConfirmed = function.kind != .abort
        emit("call \(isConfirmed ? "trial_stop" : "trial_abort")(\(number)) unused")
      } else {
        let zero = define("integer 0")
        let place = register(8)
        emit("store \(zero) into \(place) volatile")
        if function.kind != .abort { poll(function) }
      }
    case .wait:
      let number = member("channel")
      emit("call trial_wait\(suffix(function))(\(number)) unused")
    case .join: poll(function)
    case .open, .waitFor, .isBusy: break
    }
  }

  private func suffix(_ function: TrialHandleFunction) -> String {
    function.style == .visible ? "_inline" : ""
  }

  private mutating func poll(_ function: TrialHandleFunction) {
    let (test, end) = (newBlock(), newBlock())
    emit("jump \(test)")
    begin(test)
    let answer = answer(TrialHandleFunction(.isBusy, function.style))
    let zero = define("integer 0")
    let isBusy = define("binary != \(answer), \(zero)")
    emit("branch \(isBusy), \(test), \(end)")
    begin(end)
  }

  private mutating func answer(_ function: TrialHandleFunction) -> String {
    switch function.style {
    case .opaque, .visible:
      let number = member("channel")
      let name = function.kind == .waitFor ? "trial_wait_for" : "trial_busy"
      return define("call \(name)\(suffix(function))(\(number))")
    case .registers, .mailbox:
      let place = register(12)
      let status = define("load \(place) volatile")
      let mask = define("integer 2")
      return define("binary & \(status), \(mask)")
    }
  }
}
