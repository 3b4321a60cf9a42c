/// What the interpreter needs to know of a function's shape, computed once.
struct FunctionPlan: Sendable {
  /// Position of each block in reverse postorder.
  var order: [Int]
  var isHeader: [Bool]
  /// For each block, the loops (by their number) that contain it.
  var loops: [Set<Int>]
  /// Headers of loops that nothing leaves.
  var endless: [Int]
  /// Loops that only one edge leaves.
  var singleExit: Set<Int>
  /// Values that are used in another block than the one that defines them.
  var crossing: Set<ValueID>
  /// For values, where they are used last within the block that defines them.
  var lastUse: [ValueID: Interpreter.Position]
  /// Values that are returned as they were read.
  var returned: Set<ValueID>
  /// `discard self`: the value ends without its deinitialiser.
  var discardsSelf = false
  /// Values taken out of their places that no operation uses.
  var unused: Set<ValueID>
  /// Locals whose address may reach a call or a closure.
  var addressTaken: Set<LocalID>

  /// Whether going from one block to another leaves a loop.
  func leavesLoop(from: BlockID, to: BlockID) -> Bool {
    !loops[Int(from.index)].isSubset(of: loops[Int(to.index)])
  }

  /// Whether going from one block to another is the only way out of a loop.
  func isOnlyExit(from: BlockID, to: BlockID) -> Bool {
    !loops[Int(from.index)].subtracting(loops[Int(to.index)]).isDisjoint(with: singleExit)
  }

  init(_ function: FlowFunction) {
    let graph = FlowGraph(function)
    let count = function.blocks.count
    order = Array(repeating: Int.max, count: count)
    for (position, block) in graph.reversePostorder.enumerated() {
      order[Int(block.index)] = position
    }
    isHeader = Array(repeating: false, count: count)
    loops = Array(repeating: [], count: count)
    endless = graph.loops.filter { graph.exits(of: $0).isEmpty }.map { Int($0.header.index) }
    singleExit = []
    for (number, loop) in graph.loops.enumerated() {
      if graph.exits(of: loop).count == 1 { singleExit.insert(number) }
      isHeader[Int(loop.header.index)] = true
      for block in graph.blocks(of: loop) { loops[Int(block.index)].insert(number) }
    }
    var definition: [ValueID: Int] = [:]
    crossing = []
    unused = []
    lastUse = [:]
    returned = []
    addressTaken = []
    var used: Set<ValueID> = []
    var placeOf: [ValueID: LocalID] = [:]
    for (index, block) in function.blocks.enumerated() {
      var step = 0
      func use(_ value: ValueID) {
        used.insert(value)
        lastUse[value] = Interpreter.Position(block: index, operation: step)
        if definition[value] != index { crossing.insert(value) }
      }
      for operation in block.operations {
        operation.kind.forEachOperand(use)
        if let result = operation.result { definition[result] = index }
        step += 1
        switch operation.kind {
        case .take:
          if let result = operation.result { unused.insert(result) }
        case .local(let local):
          if let result = operation.result { placeOf[result] = local }
        case .member(let base, _), .element(let base, _):
          if let result = operation.result, let local = placeOf[base] { placeOf[result] = local }
        case .addressOf(let value):
          if let local = placeOf[value] { addressTaken.insert(local) }
        case .call(let call):
          if case .name("discard") = call.callee { discardsSelf = true }
          FunctionPlan.note(call, placeOf, &addressTaken)
        default: break
        }
      }
      switch block.terminator.kind {
      case .branch(let condition, _, _): use(condition)
      case .tryCall(let call, let result, _, let error, _):
        call.forEachOperand(use)
        FunctionPlan.note(call, placeOf, &addressTaken)
        crossing.insert(result)
        crossing.insert(error)
        used.insert(result)
      case .return(let value):
        if let value {
          use(value)
          returned.insert(value)
        }
      case .throw(let value):
        if let value { use(value) }
      case .jump, .unreachable: break
      }
    }
    unused.subtract(used)
    for capture in function.captures where capture.mode == .place {
      addressTaken.insert(capture.inner)
    }
  }

  private static func note(
    _ call: Call, _ placeOf: [ValueID: LocalID], _ addressTaken: inout Set<LocalID>
  ) {
    for argument in call.arguments {
      if argument.passing == .address, let local = placeOf[argument.value] {
        addressTaken.insert(local)
      }
    }
    if case .method(let base, _) = call.callee, let local = placeOf[base] {
      addressTaken.insert(local)
    }
  }
}

extension Operation.Kind {
  /// Calls the closure with every value that the operation uses.
  func forEachOperand(_ body: (ValueID) -> Void) {
    switch self {
    case .local, .global, .integer, .float, .boolean, .nilLiteral, .string, .name, .implicitMember,
      .type, .unknown, .closure, .fence, .enter, .leave:
      break
    case .member(let base, _): body(base)
    case .element(let base, let arguments):
      body(base)
      for argument in arguments { argument.forEachOperand(body) }
    case .pointee(let value, _): body(value)
    case .indexed(let value, let index, _):
      body(value)
      body(index)
    case .load(let place, _): body(place)
    case .store(let value, let place, _):
      body(value)
      body(place)
    case .addressOf(let value), .take(let value), .unary(_, let value), .cast(let value, _),
      .isCase(let value, _), .payload(let value, _, _), .isType(let value, _), .next(let value):
      body(value)
    case .binary(_, let a, let b), .matches(let a, let b):
      body(a)
      body(b)
    case .aggregate(_, let arguments):
      for argument in arguments { argument.forEachOperand(body) }
    case .methodReference(let base, _, _):
      if let base { body(base) }
    case .call(let call): call.forEachOperand(body)
    case .assembly(_, _, _, let operands):
      for operand in operands { body(operand) }
    }
  }
}

extension Call {
  func forEachOperand(_ body: (ValueID) -> Void) {
    switch callee {
    case .method(let base, _): body(base)
    case .value(let value): body(value)
    case .name, .initializer, .staticMethod, .implicitMember, .superMethod: break
    }
    for argument in arguments { argument.forEachOperand(body) }
  }
}

extension CallArgument {
  func forEachOperand(_ body: (ValueID) -> Void) {
    body(value)
    if let place { body(place) }
  }
}
