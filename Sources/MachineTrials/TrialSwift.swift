import DMALint
import Machine

/// Prints a program as Swift, so that the front end is judged as well.
///
/// What has no equal in Swift is replaced in the program first (`adapted`): buffers of the stack by
/// those of the heap, fences for the compiler alone by whole ones.
struct TrialSwift {
  let program: TrialProgram
  private var lines: [String] = []
  private var depth = 0
  private var isHelper = false
  /// Buffers whose closure has begun.
  private var open: Set<Int> = []
  /// The functions that give out handles and that the text calls.
  var handleFunctions: Set<TrialHandleFunction> = []

  static func adapted(_ program: TrialProgram) -> TrialProgram {
    var program = program.mapped { statement in
      switch statement {
      case .fence(.compiler), .fence(.signal): .fence(.full)
      case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .choose, .twice,
        .call, .leave, .forget, .copyHandle:
        statement
      }
    }
    for number in program.channels.indices where program.channels[number].style == .visible {
      program.channels[number].style = .opaque
    }
    // A closure is left by its end alone.
    let areLeft = program.areErrorsThrown || program.statements.contains(where: \.leaves)
    for number in program.buffers.indices
    where program.buffers[number].storage == .stack
      && (areLeft || !program.buffers[number].isScoped)
    {
      program.buffers[number].storage = .heap
    }
    // A copy of an address in a variable is another name for it: the Flow text has it.
    for number in program.buffers.indices { program.buffers[number].isAliased = false }
    program.handler = nil
    return program
  }

  static func text(_ program: TrialProgram) -> String {
    var printer = TrialSwift(program)
    return printer.print()
  }

  private init(_ program: TrialProgram) { self.program = program }

  private mutating func print() -> String {
    line("import Synchronization")
    line("import _Volatile")
    line("")
    for function in TrialWorld.functions + TrialWorld.swiftFunctions {
      line("@_extern(c) func \(function.name)(\(function.parameters))\(function.result)")
    }
    line("")
    line("nonisolated(unsafe) var sum: UInt8 = 0")
    if program.areErrorsThrown {
      line("enum TrialFailure: Error { case given }")
      line("")
    }
    for channel in program.channels.indices {
      for (name, offset) in [("address", 0), ("count", 4), ("control", 8), ("status", 12)] {
        let place = String(TrialWorld.base(channel) + Int64(offset), radix: 16)
        line(
          "let \(name)\(channel) = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x\(place))")
      }
    }
    for (number, buffer) in program.buffers.enumerated() {
      switch buffer.storage {
      case .global:
        line(
          "nonisolated(unsafe) let p\(number) = trial_alloc(\(buffer.size), \(buffer.alignment))")
      case .uncached:
        line(
          "nonisolated(unsafe) let p\(number) = trial_alloc_uncached(\(buffer.size), \(buffer.alignment))"
        )
      case .heap, .stack: break
      }
    }
    declareHandles()
    let heap = program.buffers.indices.filter {
      program.buffers[$0].storage == .heap || program.buffers[$0].storage == .stack
    }
    let called = program.body.flatMap(\.all).compactMap {
      if case .call(let number) = $0 { number } else { nil as Int? }
    }
    for (number, body) in program.helpers.enumerated() where called.contains(number) {
      let choices = (0..<choiceCount).map { "_ a\($0): Bool" }
      let effects = program.areErrorsThrown ? " throws(TrialFailure)" : ""
      let pointers = heap.map { "_ p\($0): UnsafeMutablePointer<UInt8>" }
      line("")
      line(
        "func helper\(number)(\((choices + pointers + handleParameters).joined(separator: ", ")))\(effects)\(handleResult) {"
      )
      isHelper = true
      defer { isHelper = false }
      inside { printer in
        if let channel = printer.program.returned { printer.line("var job\(channel) = given") }
        printer.statements(body)
        guard let channel = printer.program.returned, body.last != .leave else { return }
        printer.line("return job\(channel)")
      }
      line("}")
    }
    line("")
    line("@main struct Firmware {")
    inside { printer in
      printer.line("static func main() {")
      printer.inside { printer in
        for number in 0..<printer.choiceCount {
          printer.line("let a\(number) = trial_flag(\(number)) != 0")
        }
        for number in heap where printer.program.buffers[number].storage == .heap {
          let buffer = printer.program.buffers[number]
          printer.line("let p\(number) = trial_alloc(\(buffer.size), \(buffer.alignment))")
        }
        printer.enterHandles()
        printer.statements(printer.program.body)
      }
      printer.line("}")
    }
    line("}")
    declareOpenings()
    return lines.joined(separator: "\n") + "\n"
  }

  private var choiceCount: Int {
    program.statements.reduce(2) { count, statement in
      if case .choose(let condition, _, _) = statement { max(count, condition + 1) } else { count }
    }
  }

  mutating func line(_ text: String) {
    lines.append(text.isEmpty ? "" : String(repeating: "  ", count: depth) + text)
  }

  mutating func inside(_ body: (inout TrialSwift) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  private mutating func statements(_ list: [TrialStatement]) {
    let scopes = isHelper ? [] : program.scopes(in: list, outside: open)
    for (number, statement) in list.enumerated() {
      for scope in scopes where scope.first == number { begin(scope.buffer) }
      print(statement)
      for scope in scopes.reversed() where scope.last == number {
        open.remove(scope.buffer)
        depth -= 1
        line("}")
      }
      if case .leave = statement { return }
    }
  }

  private mutating func begin(_ buffer: Int) {
    let (size, alignment) = (program.buffers[buffer].size, program.buffers[buffer].alignment)
    line(
      "withUnsafeTemporaryAllocation(byteCount: \(size), alignment: \(alignment)) { raw\(buffer) in"
    )
    depth += 1
    line("let p\(buffer) = raw\(buffer).baseAddress!.assumingMemoryBound(to: UInt8.self)")
    open.insert(buffer)
  }

  private mutating func print(_ statement: TrialStatement) {
    switch statement {
    case .write(let buffer, let index): line("p\(buffer)[\(index)] = \(index + 1)")
    case .read(let buffer, let index): line("sum &+= p\(buffer)[\(index)]")
    case .fence(let fence): line(Self.text(fence))
    case .start(let channel, let buffer, let direction, let check):
      start(channel, buffer, direction, check)
    case .wait(let channel, let wait): self.wait(channel, wait)
    case .stop(let channel, let isConfirmed) where program.isHandled(channel):
      stopHandled(channel, isConfirmed: isConfirmed)
    case .stop(let channel, let isConfirmed):
      switch program.channels[channel].style {
      case .opaque, .visible: line("\(isConfirmed ? "trial_stop" : "trial_abort")(\(channel))")
      case .registers, .mailbox:
        line("control\(channel).store(0)")
        if isConfirmed { self.wait(channel, .polled) }
      }
    case .maintain(let kind, let buffer, let part):
      let (start, count) = part.bytes(of: program.buffers[buffer].size)
      let pointer = start > 0 ? "p\(buffer) + \(start)" : "p\(buffer)"
      line("\(TrialWorld.name(of: kind))(\(pointer), \(count))")
    case .free(let buffer): line("trial_free(p\(buffer))")
    case .opaque: line("trial_other()")
    case .choose(let condition, let a, let b):
      line("if a\(condition) {")
      inside { $0.statements(a) }
      if !b.isEmpty {
        line("} else {")
        inside { $0.statements(b) }
      }
      line("}")
    case .twice(let body):
      line("for _ in 0..<2 {")
      inside { $0.statements(body) }
      line("}")
    case .call(let number):
      let heap = program.buffers.indices.filter {
        program.buffers[$0].storage == .heap || program.buffers[$0].storage == .stack
      }
      let choices = (0..<choiceCount).map { "a\($0)" }
      let arguments = choices + heap.map { "p\($0)" } + handleArguments
      let call = "helper\(number)(\(arguments.joined(separator: ", ")))"
      let target = program.returned.map { "job\($0) = " } ?? ""
      guard program.areErrorsThrown else { return line(target + call) }
      line("do {")
      inside { $0.line("\(target)try \(call)") }
      line("} catch {")
      inside { $0.line($0.leaving) }
      line("}")
    case .leave: line(leaving)
    case .forget(let channel):
      if program.isHandled(channel) { forget(channel) }
    case .copyHandle(let from, let to):
      if program.isHandled(from), program.isHandled(to) { copyHandle(from, to) }
    }
  }

  private mutating func start(
    _ channel: Int, _ buffer: Int, _ direction: TrialDirection, _ check: TrialCheck
  ) {
    let size = program.buffers[buffer].size
    guard !program.isHandled(channel) else {
      return startHandled(channel, "p\(buffer)", size, direction, check)
    }
    start(channel, "p\(buffer)", "\(size)", direction, check, leaving: leaving)
  }

  mutating func start(
    _ channel: Int, _ pointer: String, _ size: String, _ direction: TrialDirection,
    _ check: TrialCheck, leaving: String
  ) {
    switch program.channels[channel].style {
    case .opaque, .visible:
      let name = TrialWorld.start(program.channels[channel].style, direction, check)
      let call = "\(name)(\(channel), \(pointer), \(size))"
      switch check {
      case .certain: line(call)
      case .ignored: line("_ = \(call)")
      case .checked: line("guard \(call) == 0 else { \(leaving) }")
      }
    case .registers:
      line("address\(channel).store(\(address(of: pointer, for: channel)))")
      line("count\(channel).store(\(size))")
      line("control\(channel).store(1)")
    case .mailbox: line("address\(channel).store(\(address(of: pointer, for: channel)))")
    }
  }

  private func address(of pointer: String, for channel: Int) -> String {
    let address = "UInt32(UInt(bitPattern: \(pointer)))"
    let mask = String(TrialWorld.addressMask, radix: 16)
    return program.channels[channel].isFlagged ? "\(address) & 0x\(mask) | 2" : address
  }

  /// How control leaves a function before its end.
  var leaving: String {
    if isHelper, program.areErrorsThrown { return "throw TrialFailure.given" }
    if isHelper, let channel = program.returned { return "return job\(channel)" }
    return "return"
  }

  private mutating func wait(_ channel: Int, _ wait: TrialWait) {
    guard !program.isHandled(channel) else { return waitHandled(channel, wait) }
    switch program.channels[channel].style {
    case .opaque, .visible:
      let suffix = program.channels[channel].style == .visible ? "_inline" : ""
      switch wait {
      case .polled: line("while trial_busy\(suffix)(\(channel)) != 0 {}")
      case .called: line("trial_wait\(suffix)(\(channel))")
      case .timed: line("guard trial_wait_for\(suffix)(\(channel)) == 0 else { \(leaving) }")
      case .timedIgnored: line("_ = trial_wait_for\(suffix)(\(channel))")
      case .once: line("_ = trial_busy\(suffix)(\(channel))")
      case .asked: line("guard trial_busy\(suffix)(\(channel)) == 0 else { \(leaving) }")
      }
    case .registers, .mailbox:
      line(
        wait == .once
          ? "_ = status\(channel).load()" : "while status\(channel).load() & 2 != 0 {}")
    }
  }

  private static func text(_ fence: TrialFence) -> String {
    switch fence {
    case .release: "atomicMemoryFence(ordering: .releasing)"
    case .acquire: "atomicMemoryFence(ordering: .acquiring)"
    case .full, .compiler, .signal: "atomicMemoryFence(ordering: .sequentiallyConsistent)"
    case .instruction(let text): TrialWorld.fenceFunction(text) + "()"
    }
  }
}
