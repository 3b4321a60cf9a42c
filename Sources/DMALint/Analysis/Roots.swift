/// Where the analysis begins: the program's entry, its handlers, and what nobody in the inputs calls.
struct Roots {
  let program: Program
  let interpreter: Interpreter
  private let entries: [FunctionID]
  private let handlers: [FunctionID]
  /// Whether the program has an entry, in whatever part.
  private let hasEntry: Bool
  /// Functions that another part of the program holds are no roots here.
  private var isHere: (FunctionID) -> Bool = { _ in true }

  init(
    program: Program, interpreter: Interpreter, entries: [FunctionID], handlers: [FunctionID]
  ) {
    self.program = program
    self.interpreter = interpreter
    self.entries = entries
    self.handlers = handlers
    hasEntry = !entries.isEmpty
  }

  /// The roots within one part of a program: entries and handlers are in the first one.
  init(
    program: Program, interpreter: Interpreter, entries: [FunctionID], handlers: [FunctionID],
    part: Int, of parts: ProgramParts
  ) {
    self.program = program
    self.interpreter = interpreter
    self.entries = part == 0 ? entries : []
    self.handlers = part == 0 ? handlers : []
    hasEntry = !entries.isEmpty
    isHere = { parts.contains($0, in: part) }
  }

  /// Where the program enters, and what interrupts and others call.
  static func beginnings(
    of program: Program, models: @escaping (String) -> FunctionModel?
  ) -> (entries: [FunctionID], handlers: [FunctionID]) {
    let registered = RegisteredHandlers.found(in: program, models: models)
    return (
      functions(of: program, where: isEntry),
      Set(functions(of: program, where: isHandler)).union(registered).sorted()
    )
  }

  func run() {
    interpreter.handlerFunctions = Set(handlers)
    // What handlers write decides what the main program may see change under it.
    interpreter.isRehearsal = true
    // Twice: what one handler counts with, it or another one has written before.
    for _ in 0..<2 {
      for handler in handlers { run(handler, isHandler: true, isRoot: true) }
    }
    interpreter.isRehearsal = false
    interpreter.isFromEntry = true
    interpreter.hasEntry = hasEntry
    // Several programs in one run, as tests are, share what they may cost. What an entry stores, its
    // handlers use, so that each is followed where anything concerns a device.
    let budget = max(Interpreter.partBudget, Interpreter.rootBudget * 4 / max(entries.count, 4))
    if interpreter.reachability.leadsToDevice {
      for entry in entries { run(entry, isHandler: false, isRoot: true, budget: budget) }
    }
    interpreter.isFromEntry = false
    for handler in handlers { run(handler, isHandler: true, isRoot: true) }
    runRest()
  }

  /// Functions that no root leads to, and, where a root was not followed to its end, those that may
  /// start a transfer: each on its own, with parameters of which nothing is known.
  private func runRest() {
    let wasCut = interpreter.isBudgetSaid
    let functions = Roots.functions(of: program, where: { _ in true }).filter(isHere)
    let reachability = interpreter.reachability
    let starting = functions.count {
      reachability.level(of: $0) == .starting && reachability.leadsToDevice($0)
    }
    var left = max(Interpreter.partsBudget, starting * Interpreter.shareOfPart)
    // What others call is seen with the values that they pass, where anything leads to them.
    let ordered =
      functions.filter { !reachability.isCalled($0) }
      + functions.filter { reachability.isCalled($0) }
    // A function that a model describes means what the model says, whatever its body does.
    for id in ordered
    where isOrdinary(program.function(id))
      && interpreter.knowledge.model(of: Program.baseName(program.function(id).name)) == nil
    {
      let level = reachability.level(of: id)
      let isWanted =
        reachability.leadsToDevice(id)
        && (interpreter.visited.contains(id)
          ? wasCut && level == .starting && !interpreter.hasStarted(in: id)
          : level > (starting == 0 ? .touching : .inert))
      guard isWanted, !isModelled(program.function(id)) else { continue }
      guard left > 0 else {
        guard level == .starting, !interpreter.visited.contains(id) else { continue }
        interpreter.gaps.insert(
          Gap(
            program.function(id).range,
            "nobody calls this function, and it was not analysed: the budget for such functions "
              + "is used up", mayHideTransfer: true))
        continue
      }
      let budget = min(left, Interpreter.partBudget)
      run(id, isHandler: false, isRoot: false, budget: budget)
      left -= budget - interpreter.budget
    }
  }

  /// Whether a C function is described by a model, which says more than its body does.
  private func isModelled(_ function: FlowFunction) -> Bool {
    function.kind == .c && interpreter.knowledge.model(of: function.name) != nil
  }

  private static func functions(
    of program: Program, where predicate: (FlowFunction) -> Bool
  ) -> [FunctionID] {
    program.module.functions.indices.filter {
      program.module.functions[$0].hasBody && predicate(program.module.functions[$0])
    }.map { FunctionID(UInt32($0)) }
  }

  private static func isEntry(_ function: FlowFunction) -> Bool {
    function.kind == .topLevel && !function.blocks.isEmpty
      || function.attributes.contains { $0.name == "main" }
      || function.kind == .c && function.name == "main"
  }

  private static func isHandler(_ function: FlowFunction) -> Bool {
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
      id: id, frame: frame, plan: interpreter.plan(id))
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
      let storage = receiver(function, id)
      activation.aliases[local] = .memory(Pointer(storage))
      giveInitialValues(to: storage, of: function.owner, activation, &state)
    }
    interpreter.currentHandler = isHandler ? id : nil
    for outcome in interpreter.execute(activation, state) {
      if isHandler {
        // What a handler starts goes on after it; the next interrupt or the main program ends it.
        interpreter.leftByHandler(outcome.state)
      } else {
        if !isRoot { endOwner(of: function, activation, outcome.state) }
        interpreter.programEnds(outcome.state, isRoot: isRoot)
      }
    }
    interpreter.currentHandler = nil
  }

  /// What members of an instance hold of which nothing else is known: a `let` what its declaration
  /// says, since no initialiser can change that, and a pointer the address of some memory.
  private func giveInitialValues(
    to instance: StorageID, of owner: String?, _ activation: Interpreter.Activation,
    _ state: inout State
  ) {
    guard let owner, let entry = program.type(named: owner) else { return }
    for member in entry.stored {
      let place = Pointer(instance).member(member.name)
      if member.isLet, let initializer = member.initializer {
        let outcomes = interpreter.invoke(
          initializer, arguments: [], receiver: nil,
          site: Site(range: member.range, function: activation.id), state, activation)
        guard let outcome = outcomes.first(where: { $0.kind == .returned }),
          outcome.value != .unknown
        else { continue }
        state = outcome.state
        interpreter.poke(outcome.value, at: place, &state)
      } else if member.initializer == nil, let type = member.type {
        let held = interpreter.symbol(.initial(place.region))
        let value = pointer(held, type)
        if value != held { interpreter.poke(value, at: place, &state) }
      }
    }
  }

  /// Whoever calls a method may let the value go next: its deinitialiser meets what is in flight.
  private func endOwner(
    of function: FlowFunction, _ method: Interpreter.Activation, _ state: State
  ) {
    guard function.kind == .method, !state.transfers.isEmpty, let local = function.selfLocal,
      let receiver = method.aliases[local],
      let id = function.owner.flatMap(program.deinitializer), program.function(id).hasBody
    else { return }
    let body = program.function(id)
    let frame = interpreter.frame(id, parent: FrameID(index: 0), call: nil)
    var activation = Interpreter.Activation(
      id: id, frame: frame, plan: interpreter.plan(id))
    if let local = body.selfLocal { activation.aliases[local] = receiver }
    for outcome in interpreter.execute(activation, state) {
      var state = outcome.state
      for transfer in state.transfers.keys.sorted() {
        interpreter.confirmStart(transfer, &state)
      }
    }
  }

  /// A parameter of a function that nobody in the inputs calls.
  private func argument(
    _ value: Value, _ parameter: FlowFunction.Parameter, _ id: FunctionID, _ index: Int
  ) -> Value {
    guard let type = parameter.type else { return value }
    let bare = type.name == "Optional" ? type.arguments.first ?? type : type
    if Interpreter.hasElements(bare) {
      return .array(interpreter.elementsStorage(of: value, parameter.name, bare))
    }
    return interpreter.outside(value, bare)
  }

  /// The value as a pointer or buffer, if its type is one.
  private func pointer(_ value: Value, _ type: FlowType) -> Value {
    interpreter.outside(value, type.name == "Optional" ? type.arguments.first ?? type : type)
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
