import DMALint
import Machine

/// Prints a program as Flow text, as a C front end would lower it.
struct TrialFlow {
  let program: TrialProgram
  var lines: [String] = []
  private var value = 0
  private var block = 0
  var isOpen = true
  var role = Role.root
  /// Buffers whose block has begun.
  private var open: Set<Int> = []

  /// The functions of handles that the text calls.
  var handleFunctions: Set<TrialHandleFunction> = []

  enum Role { case root, helper, handler, handle }

  static func text(_ program: TrialProgram) -> String {
    var printer = TrialFlow(program)
    return printer.print()
  }

  private init(_ program: TrialProgram) { self.program = program }

  private mutating func print() -> String {
    lines.append("file 0 \"trial.c\"")
    for (number, buffer) in program.buffers.enumerated() {
      let section = buffer.storage == .uncached ? " @section(\".dma\")" : ""
      switch buffer.storage {
      case .global, .uncached:
        lines.append(
          "global buffer\(number): CArray<\(buffer.size), UInt8> size \(buffer.size) align \(buffer.alignment)\(section)"
        )
      case .stack, .heap: break
      }
    }
    declareHandles()
    // What the optimiser sees into is no declaration without a body.
    for name in TrialWorld.functions where !name.name.hasSuffix("_inline") {
      lines.append("func \(name.name) c external params(\(name.parameters))\(name.result)")
    }
    // A helper that nobody calls would be a program of its own.
    let called = program.body.flatMap(\.all).compactMap {
      if case .call(let number) = $0 { number } else { nil as Int? }
    }
    for (number, body) in program.helpers.enumerated() where called.contains(number) {
      function("helper\(number)", body, .helper)
    }
    if let handler = program.handler { function("TRIAL_IRQHandler", handler, .handler) }
    function("main", program.body, .root)
    printHandleFunctions()
    return lines.joined(separator: "\n") + "\n"
  }

  mutating func beginFunction(_ role: Role) {
    value = 0
    block = 0
    isOpen = true
    self.role = role
  }

  private mutating func function(_ name: String, _ body: [TrialStatement], _ role: Role) {
    beginFunction(role)
    var parameters = (0..<choiceCount).map { "_ a\($0): Int32 size 4 align 4" }
    var words = ""
    switch role {
    case .root: break
    case .helper:
      parameters += program.buffers.indices.map {
        "_ p\($0): UnsafeMutablePointer<UInt8> size 4 align 4"
      }
      parameters += handleParameters
      if program.areErrorsThrown { words = " throws" }
    case .handler:
      parameters = []
      words = " @interrupt"
    case .handle: break
    }
    let isRoot = role == .root
    let result = role == .helper && program.returned != nil ? " -> \(handleType)" : ""
    lines.append("func \(name) c\(words) (\(parameters.joined(separator: ", ")))\(result) {")
    lines.append("  local %sum: UInt8 size 1 align 1")
    let hasLoops = body.flatMap(\.all).contains { if case .twice = $0 { true } else { false } }
    for loop in 0..<3 where hasLoops { lines.append("  local %i\(loop): Int32 size 4 align 4") }
    if isRoot {
      for (number, buffer) in program.buffers.enumerated() {
        switch buffer.storage {
        case .stack:
          lines.append(
            "  local %s\(number): CArray<\(buffer.size), UInt8> size \(buffer.size) align \(buffer.alignment)"
          )
        case .heap:
          lines.append("  local %h\(number): UnsafeMutablePointer<UInt8> size 4 align 4")
        case .global, .uncached: break
        }
        if buffer.isAliased {
          lines.append("  local %q\(number): UnsafeMutablePointer<UInt8> size 4 align 4")
        }
      }
      lines += handleLocals
    }
    lines.append("  b0:")
    emit("enter %sum")
    let zero = define("integer 0")
    let sum = define("local %sum")
    emit("store \(zero) into \(sum)")
    if isRoot {
      for (number, buffer) in program.buffers.enumerated() {
        switch buffer.storage {
        case .stack: if !buffer.isScoped { emit("enter %s\(number)") }
        case .heap:
          let size = define("integer \(buffer.size)")
          let alignment = define("integer \(buffer.alignment)")
          let block = define("call trial_alloc(\(size), \(alignment))")
          emit("enter %h\(number)")
          let place = define("local %h\(number)")
          emit("store \(block) into \(place)")
        case .global, .uncached: break
        }
        if buffer.isAliased {
          emit("enter %q\(number)")
          let address = pointer(number)
          let place = define("local %q\(number)")
          emit("store \(address) into \(place)")
        }
      }
      enterHandles()
    }
    statements(body, loops: 0)
    if isOpen { leave() }
    lines.append("}")
  }

  mutating func emit(_ text: String) { lines.append("    " + text) }

  mutating func define(_ text: String) -> String {
    let name = "v\(value)"
    value += 1
    emit("\(name) = \(text)")
    return name
  }

  mutating func newBlock() -> String {
    block += 1
    return "b\(block)"
  }

  mutating func begin(_ label: String) {
    lines.append("  \(label):")
    isOpen = true
  }

  /// The numbers that choose ways: more than two of them only where they are used.
  private var choiceCount: Int {
    program.statements.reduce(2) { count, statement in
      if case .choose(let condition, _, _) = statement { max(count, condition + 1) } else { count }
    }
  }

  /// Control leaves the function: `isEarly` where that is not its end.
  mutating func leave(isEarly: Bool = false) {
    if role == .root {
      leaveHandles()
      for (number, buffer) in program.buffers.enumerated().reversed() {
        if buffer.isAliased { emit("leave %q\(number)") }
        switch buffer.storage {
        case .stack: if !buffer.isScoped || open.contains(number) { emit("leave %s\(number)") }
        case .heap: emit("leave %h\(number)")
        case .global, .uncached: break
        }
      }
    }
    emit("leave %sum")
    if isEarly, role == .helper, program.areErrorsThrown {
      let error = define("integer 1")
      emit("throw \(error)")
    } else if role == .helper, let channel = program.returned {
      let place = handlePlace(channel)
      let handle = define("load \(place)")
      emit("return \(handle)")
    } else {
      emit("return")
    }
    isOpen = false
  }

  /// The address by which the program itself uses a buffer.
  private mutating func ownPointer(_ buffer: Int) -> String {
    guard role == .root, program.buffers[buffer].isAliased else { return pointer(buffer) }
    let place = define("local %q\(buffer)")
    return define("load \(place)")
  }

  mutating func pointer(_ buffer: Int) -> String {
    if role == .helper {
      let place = define("local %p\(buffer)")
      return define("load \(place)")
    }
    switch program.buffers[buffer].storage {
    case .stack:
      let place = define("local %s\(buffer)")
      return define("address \(place)")
    case .heap:
      let place = define("local %h\(buffer)")
      return define("load \(place)")
    case .global, .uncached:
      let place = define("global buffer\(buffer)")
      return define("address \(place)")
    }
  }

  private mutating func register(_ channel: Int, _ offset: Int) -> String {
    let address = define("integer \(TrialWorld.base(channel) + Int64(offset))")
    let pointer = define("cast \(address) as UnsafeMutablePointer<UInt32>")
    return define("pointee \(pointer)")
  }

  private mutating func condition(_ number: Int) -> String {
    let place = define("local %a\(number)")
    let value = define("load \(place)")
    let zero = define("integer 0")
    return define("binary != \(value), \(zero)")
  }

  private mutating func statements(_ list: [TrialStatement], loops: Int) {
    let scopes = role == .root ? program.scopes(in: list, outside: open) : []
    for (number, statement) in list.enumerated() where isOpen {
      for scope in scopes where scope.first == number {
        emit("enter %s\(scope.buffer)")
        open.insert(scope.buffer)
      }
      print(statement, loops)
      for scope in scopes.reversed() where scope.last == number {
        if isOpen { emit("leave %s\(scope.buffer)") }
      }
      open.subtract(scopes.filter { $0.last == number }.map(\.buffer))
    }
    open.subtract(scopes.map(\.buffer))
  }

  mutating func branch(
    _ condition: String, _ then: (inout TrialFlow) -> Void, _ otherwise: (inout TrialFlow) -> Void
  ) {
    let (yes, no, end) = (newBlock(), newBlock(), newBlock())
    emit("branch \(condition), \(yes), \(no)")
    begin(yes)
    then(&self)
    var goesOn = isOpen
    if isOpen { emit("jump \(end)") }
    begin(no)
    otherwise(&self)
    goesOn = goesOn || isOpen
    if isOpen { emit("jump \(end)") }
    isOpen = goesOn
    if goesOn { begin(end) }
  }

  private mutating func print(_ statement: TrialStatement, _ loops: Int) {
    switch statement {
    case .write(let buffer, let index):
      let pointer = ownPointer(buffer)
      let value = define("integer \(index + 1)")
      let place = define("pointee \(pointer), \(index)")
      emit("store \(value) into \(place)")
    case .read(let buffer, let index):
      let pointer = ownPointer(buffer)
      let place = define("pointee \(pointer), \(index)")
      let value = define("load \(place)")
      let sum = define("local %sum")
      let old = define("load \(sum)")
      let new = define("binary + \(old), \(value)")
      emit("store \(new) into \(sum)")
    case .fence(let fence): emit(Self.text(fence))
    case .start(let channel, let buffer, let direction, let check):
      start(channel, buffer, direction, check)
    case .wait(let channel, let wait): self.wait(channel, wait)
    case .stop(let channel, let isConfirmed) where program.isHandled(channel):
      call(isConfirmed ? .stop : .abort, channel)
    case .stop(let channel, let isConfirmed):
      switch program.channels[channel].style {
      case .opaque, .visible:
        let number = define("integer \(channel)")
        emit("call \(isConfirmed ? "trial_stop" : "trial_abort")(\(number)) unused")
      case .registers, .mailbox:
        let zero = define("integer 0")
        let place = register(channel, 8)
        emit("store \(zero) into \(place) volatile")
        if isConfirmed { self.wait(channel, .polled) }
      }
    case .maintain(let kind, let buffer, let part):
      var pointer = pointer(buffer)
      let (start, count) = part.bytes(of: program.buffers[buffer].size)
      if start > 0 {
        let place = define("pointee \(pointer), \(start)")
        pointer = define("address \(place)")
      }
      let size = define("integer \(count)")
      emit("call \(TrialWorld.name(of: kind))(\(pointer), \(size)) unused")
    case .free(let buffer):
      let pointer = pointer(buffer)
      emit("call trial_free(\(pointer)) unused")
    case .opaque: emit("call trial_other() unused")
    case .choose(let condition, let a, let b):
      let condition = self.condition(condition)
      branch(condition, { $0.statements(a, loops: loops) }, { $0.statements(b, loops: loops) })
    case .twice(let body):
      let counter = "%i\(min(loops, 2))"
      emit("enter \(counter)")
      let zero = define("integer 0")
      let place = define("local \(counter)")
      emit("store \(zero) into \(place)")
      let (test, inner, end) = (newBlock(), newBlock(), newBlock())
      emit("jump \(test)")
      begin(test)
      let here = define("local \(counter)")
      let now = define("load \(here)")
      let two = define("integer 2")
      let isLess = define("binary < \(now), \(two)")
      emit("branch \(isLess), \(inner), \(end)")
      begin(inner)
      statements(body, loops: loops + 1)
      if isOpen {
        let again = define("local \(counter)")
        let count = define("load \(again)")
        let one = define("integer 1")
        let next = define("binary + \(count), \(one)")
        emit("store \(next) into \(again)")
        emit("jump \(test)")
      }
      begin(end)
      emit("leave \(counter)")
    case .call(let number):
      var arguments: [String] = []
      for number in 0..<choiceCount {
        let place = define("local %a\(number)")
        arguments.append(define("load \(place)"))
      }
      for buffer in program.buffers.indices { arguments.append(pointer(buffer)) }
      arguments += handleArguments()
      let call = "helper\(number)(\(arguments.joined(separator: ", ")))"
      guard program.areErrorsThrown else {
        guard let channel = program.returned else { return emit("call \(call) unused") }
        let handle = define("call \(call)")
        return assign(handle, to: channel)
      }
      let (normal, failed) = (newBlock(), newBlock())
      let (result, error) = ("v\(value)", "v\(value + 1)")
      value += 2
      let use = program.returned == nil ? " unused" : ""
      emit("\(result) = trycall \(call)\(use) try to \(normal), error \(error) to \(failed)")
      begin(failed)
      leave(isEarly: true)
      begin(normal)
      if let channel = program.returned { assign(result, to: channel) }
    case .leave: leave(isEarly: true)
    case .forget(let channel):
      if program.isHandled(channel) { forget(channel) }
    case .copyHandle(let from, let to):
      if program.isHandled(from), program.isHandled(to) { copyHandle(from, to) }
    }
  }

  private mutating func start(
    _ channel: Int, _ buffer: Int, _ direction: TrialDirection, _ check: TrialCheck
  ) {
    let pointer = pointer(buffer)
    let length = define("integer \(program.buffers[buffer].size)")
    guard !program.isHandled(channel) else {
      return startHandled(channel, pointer, length, direction, check)
    }
    start(channel, pointer, length, direction, check) { $0.leave(isEarly: true) }
  }

  /// Starts a transfer; where that has failed and is looked at, control goes another way.
  mutating func start(
    _ channel: Int, _ pointer: String, _ length: String, _ direction: TrialDirection,
    _ check: TrialCheck, failed: (inout TrialFlow) -> Void
  ) {
    switch program.channels[channel].style {
    case .opaque, .visible:
      let number = define("integer \(channel)")
      let name = TrialWorld.start(program.channels[channel].style, direction, check)
      switch check {
      case .certain: emit("call \(name)(\(number), \(pointer), \(length)) unused")
      case .ignored: emit("call \(name)(\(number), \(pointer), \(length)) unused")
      case .checked:
        let result = define("call \(name)(\(number), \(pointer), \(length))")
        let zero = define("integer 0")
        let hasFailed = define("binary != \(result), \(zero)")
        branch(hasFailed, failed, { _ in })
      }
    case .registers:
      let address = address(of: pointer, for: channel)
      let place = register(channel, 0)
      emit("store \(address) into \(place) volatile")
      let lengthPlace = register(channel, 4)
      emit("store \(length) into \(lengthPlace) volatile")
      let one = define("integer 1")
      let control = register(channel, 8)
      emit("store \(one) into \(control) volatile")
    case .mailbox:
      let address = address(of: pointer, for: channel)
      let place = register(channel, 0)
      emit("store \(address) into \(place) volatile")
    }
  }

  /// What an address register is given.
  private mutating func address(of pointer: String, for channel: Int) -> String {
    let address = define("cast \(pointer) as UInt32")
    guard program.channels[channel].isFlagged else { return address }
    let mask = define("integer \(TrialWorld.addressMask)")
    let bare = define("binary & \(address), \(mask)")
    let flag = define("integer 2")
    return define("binary | \(bare), \(flag)")
  }

  mutating func wait(_ channel: Int, _ wait: TrialWait) {
    guard !program.isHandled(channel) else { return waitHandled(channel, wait) }
    switch program.channels[channel].style {
    case .opaque, .visible:
      let suffix = program.channels[channel].style == .visible ? "_inline" : ""
      switch wait {
      case .polled:
        let (test, end) = (newBlock(), newBlock())
        emit("jump \(test)")
        begin(test)
        let number = define("integer \(channel)")
        let busy = define("call trial_busy\(suffix)(\(number))")
        let zero = define("integer 0")
        let isBusy = define("binary != \(busy), \(zero)")
        emit("branch \(isBusy), \(test), \(end)")
        begin(end)
      case .called:
        let number = define("integer \(channel)")
        emit("call trial_wait\(suffix)(\(number)) unused")
      case .timed:
        let number = define("integer \(channel)")
        let result = define("call trial_wait_for\(suffix)(\(number))")
        let zero = define("integer 0")
        let failed = define("binary != \(result), \(zero)")
        branch(failed, { $0.leave(isEarly: true) }, { _ in })
      case .timedIgnored:
        let number = define("integer \(channel)")
        emit("call trial_wait_for\(suffix)(\(number)) unused")
      case .once:
        let number = define("integer \(channel)")
        _ = define("call trial_busy\(suffix)(\(number))")
      case .asked:
        let number = define("integer \(channel)")
        let busy = define("call trial_busy\(suffix)(\(number))")
        let zero = define("integer 0")
        let isBusy = define("binary != \(busy), \(zero)")
        branch(isBusy, { $0.leave(isEarly: true) }, { _ in })
      }
    case .registers, .mailbox:
      if wait == .once {
        let place = register(channel, 12)
        _ = define("load \(place) volatile")
        return
      }
      let (test, end) = (newBlock(), newBlock())
      emit("jump \(test)")
      begin(test)
      let place = register(channel, 12)
      let status = define("load \(place) volatile")
      let mask = define("integer 2")
      let bit = define("binary & \(status), \(mask)")
      let zero = define("integer 0")
      let isBusy = define("binary != \(bit), \(zero)")
      emit("branch \(isBusy), \(test), \(end)")
      begin(end)
    }
  }

  private static func text(_ fence: TrialFence) -> String {
    switch fence {
    case .compiler: "fence compiler"
    case .signal: "fence signal"
    case .release: "fence atomic releasing"
    case .acquire: "fence atomic acquiring"
    case .full: "fence atomic sequentially-consistent"
    case .instruction(let text): "fence instruction \"\(text)\""
    }
  }
}
