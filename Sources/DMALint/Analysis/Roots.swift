/// Where the analysis begins: the program's entry, its handlers, and what nobody in the inputs calls.
struct Roots {
  let program: Program
  let interpreter: Interpreter

  func run() {
    let entries = functions(where: isEntry)
    let handlers = functions(where: isHandler)
    // What handlers write decides what the main program may see change under it.
    interpreter.isRehearsal = true
    // Twice: what one handler counts with, it or another one has written before.
    for _ in 0..<2 {
      for handler in handlers { run(handler, isHandler: true, isRoot: true) }
    }
    interpreter.isRehearsal = false
    interpreter.hasEntry = !entries.isEmpty
    interpreter.isFromEntry = true
    for entry in entries { run(entry, isHandler: false, isRoot: true) }
    interpreter.isFromEntry = false
    for handler in handlers { run(handler, isHandler: true, isRoot: true) }
    runRest()
  }

  /// Functions that no root leads to, and, where a root was not followed to its end, those that may
  /// start a transfer: each on its own, with parameters of which nothing is known.
  private func runRest() {
    let wasCut = interpreter.isBudgetSaid
    var left = Interpreter.partsBudget
    // A function that a model describes means what the model says, whatever its body does.
    for id in functions(where: { _ in true })
    where isOrdinary(program.function(id))
      && interpreter.knowledge.model(of: Program.baseName(program.function(id).name)) == nil
    {
      let level = interpreter.reachability.level(of: id)
      let isWanted =
        interpreter.visited.contains(id)
        ? wasCut && level == .starting && !interpreter.hasStarted(in: id) : level != .inert
      guard isWanted, left > 0, !isModelled(program.function(id)) else { continue }
      let budget = min(left, Interpreter.partBudget)
      run(id, isHandler: false, isRoot: false, budget: budget)
      left -= budget - max(0, interpreter.budget)
    }
  }

  /// Whether a C function is described by a model, which says more than its body does.
  private func isModelled(_ function: FlowFunction) -> Bool {
    function.kind == .c && interpreter.knowledge.model(of: function.name) != nil
  }

  private func functions(where predicate: (FlowFunction) -> Bool) -> [FunctionID] {
    program.module.functions.indices.filter {
      program.module.functions[$0].hasBody && predicate(program.module.functions[$0])
    }.map { FunctionID(UInt32($0)) }
  }

  private func isEntry(_ function: FlowFunction) -> Bool {
    function.kind == .topLevel && !function.blocks.isEmpty
      || function.attributes.contains { $0.name == "main" }
      || function.kind == .c && function.name == "main"
  }

  private func isHandler(_ function: FlowFunction) -> Bool {
    if function.kind == .c {
      return function.name.hasSuffix("_IRQHandler") || function.name.hasSuffix("Callback")
    }
    return function.attributes.contains { $0.name == "c" || $0.name == "interrupt" }
  }

  private func isOrdinary(_ function: FlowFunction) -> Bool {
    switch function.kind {
    case .function, .method, .initializer, .c: true
    case .deinitializer, .getter, .setter, .closure, .value, .topLevel: false
    }
  }

  private func run(
    _ id: FunctionID, isHandler: Bool, isRoot: Bool, budget: Int = Interpreter.rootBudget
  ) {
    interpreter.budget = budget
    interpreter.executions = [:]
    let function = program.function(id)
    let frame = interpreter.frame(id, parent: FrameID(index: 0), call: nil)
    var activation = Interpreter.Activation(
      id: id, function: function, frame: frame, plan: interpreter.plan(id))
    var state = State()
    if isHandler { state.memory = interpreter.everStored }
    // C's `...` is a parameter without a local.
    for (index, parameter) in function.parameters.enumerated().prefix(function.locals.count) {
      let local = LocalID(UInt32(index))
      let value = interpreter.symbol(.parameter(id, index))
      if parameter.convention == .place {
        activation.aliases[local] = .memory(
          Pointer(interpreter.pointeeStorage(value)))
      } else {
        state.memory[interpreter.storage(of: local, activation)] = argument(
          value, parameter, id, index)
      }
    }
    if let local = function.selfLocal, function.kind != .initializer {
      activation.aliases[local] = .memory(Pointer(receiver(function, id)))
    }
    interpreter.currentHandler = isHandler ? id : nil
    for outcome in interpreter.execute(activation, state) {
      if isHandler {
        // What a handler starts goes on after it; the next interrupt or the main program ends it.
        interpreter.leftByHandler(outcome.state)
      } else {
        interpreter.programEnds(outcome.state, isRoot: isRoot)
      }
    }
    interpreter.currentHandler = nil
  }

  /// A parameter of a function that nobody in the inputs calls.
  private func argument(
    _ value: Value, _ parameter: FlowFunction.Parameter, _ id: FunctionID, _ index: Int
  ) -> Value {
    guard let type = parameter.type else { return value }
    let bare = type.name == "Optional" ? type.arguments.first ?? type : type
    guard bare.name.hasPrefix("Unsafe") else { return value }
    let storage = interpreter.pointeeStorage(value)
    var pointer = Pointer(storage)
    pointer.stride = interpreter.elementSize(bare)
    if bare.name.hasSuffix("BufferPointer") {
      return .buffer(pointer, count: interpreter.symbol(.payload(value, "count", 0)))
    }
    return .pointer(pointer)
  }

  /// `self` of a method that nobody in the inputs calls.
  private func receiver(_ function: FlowFunction, _ id: FunctionID) -> StorageID {
    interpreter.storage(.named("self of \(function.owner ?? "")")) {
      Storage(
        kind: .pointee, name: "self", type: function.owner.map { FlowType($0) },
        site: Site.nowhere)
    }
  }
}
