/// What the interpreter needs to know of a function's shape, computed once.
final class FunctionPlan: Sendable {
  let function: FlowFunction
  /// Position of each block in reverse postorder.
  let order: [Int]
  let isHeader: [Bool]
  /// For each block, the loops (by their number) that contain it.
  let loops: [Set<Int>]
  /// For each block that is a loop's header, that loop's number.
  let loopAt: [Int: Int]
  /// Headers of loops that nothing leaves.
  let endless: [Int]

  /// Whether a block is in such a loop.
  func isLasting(_ block: Int) -> Bool {
    !endless.isEmpty && endless.contains { loopAt[$0].map(loops[block].contains) == true }
  }

  /// Loops that only one edge leaves.
  let singleExit: Set<Int>
  /// `discard self`: the value ends without its deinitialiser.
  let discardsSelf: Bool
  /// Locals whose address may reach a call or a closure.
  let addressTaken: Set<LocalID>
  /// Blocks that end by a `break` or a `continue`: control leaves a round of a loop amid its body.
  let leavesRound: Set<Int>
  /// Variables that take turns.
  let selectors: Selectors
  /// Where its counters end loops.
  let exactBounds: ExactBounds
  /// The variables of its `async let`.
  let children: [ChildVariable]
  /// Where inlined calls are left; nil where there are none.
  let inlined: InlinedRegions?
  private let fates: [Fate]

  /// What becomes of a value.
  private struct Fate {
    /// Used in another block than the one that defines it.
    var isCrossing = false
    /// Returned as it was read.
    var isReturned = false
    var isUsed = false
    /// Made for a loop to go through.
    var isLoop = false
    /// Taken out of its place.
    var isTaken = false
    /// A place that is stored to, or that a call may change, or that such a place is a part of.
    var isWritten = false
    /// The place that it is a part of.
    var base: Int32 = -1
    var definition: Int32 = -1
    /// Where it is used last within the block that defines it.
    var lastBlock: Int32 = -1
    var lastOperation: Int32 = -1
  }

  private func fate(_ value: ValueID) -> Fate {
    fates.indices.contains(Int(value.index)) ? fates[Int(value.index)] : Fate()
  }

  /// Whether a value is what a loop goes through, and nothing else uses it.
  func isLoop(_ value: ValueID) -> Bool { fate(value).isLoop }

  /// Whether a value is used in another block than the one that defines it.
  func isCrossing(_ value: ValueID) -> Bool { fate(value).isCrossing }

  /// Whether a value is returned as it was read.
  func isReturned(_ value: ValueID) -> Bool { fate(value).isReturned }

  /// Whether a value is taken out of its place and no operation uses it.
  func isUnused(_ value: ValueID) -> Bool { fate(value).isTaken && !fate(value).isUsed }

  /// Whether a place, or a part of it, is stored to or may be changed by a call.
  func isWritten(_ value: ValueID) -> Bool { fate(value).isWritten }

  /// Where a value is used last within the block that defines it.
  func lastUse(of value: ValueID) -> Interpreter.Position? {
    let fate = fate(value)
    guard fate.lastBlock >= 0 else { return nil }
    return Interpreter.Position(block: Int(fate.lastBlock), operation: Int(fate.lastOperation))
  }

  /// Whether going from one block to another leaves a loop.
  func leavesLoop(from: BlockID, to: BlockID) -> Bool {
    !loops[Int(from.index)].isSubset(of: loops[Int(to.index)])
  }

  /// Whether a call at the end of a block may throw, and the program goes on as if it had not.
  func swallowsErrors(_ block: Int) -> Bool {
    guard case .tryCall(_, _, let normal, _, let failed) = function.blocks[block].terminator.kind,
      let next = onlyTarget(of: normal)
    else { return false }
    return onlyTarget(of: failed) == next
  }

  /// Where a block leads that does nothing itself but keep what nobody gets to see.
  private func onlyTarget(of block: BlockID) -> BlockID? {
    let code = function.blocks[Int(block.index)]
    guard case .jump(let target) = code.terminator.kind else { return nil }
    var left: Set<LocalID> = []
    var places: [ValueID: LocalID] = [:]
    for operation in code.operations {
      if case .leave(let local) = operation.kind { left.insert(local) }
      if case .local(let local) = operation.kind, let place = operation.result {
        places[place] = local
      }
    }
    let isEmpty = code.operations.allSatisfy { operation in
      switch operation.kind {
      case .leave, .enter, .local: true
      case .store(_, let place, .plain): places[place].map(left.contains) == true
      default: false
      }
    }
    return isEmpty ? target : nil
  }

  /// The blocks of the loop that one of two branches leaves.
  func blocks(ofLoopWith block: BlockID, left first: BlockID, or second: BlockID) -> [Int] {
    let around = loops[Int(block.index)]
    let left = around.subtracting(loops[Int(first.index)].intersection(loops[Int(second.index)]))
    return loops.indices.filter { !loops[$0].isDisjoint(with: left) }
  }

  /// Whether a block ends by asking what a status is, by a case or an equality: neither by a flag, nor by
  /// a counter's bound, nor by what a sequence has left.
  func asksStatus(_ block: Int) -> Bool {
    let code = function.blocks[block]
    guard case .branch(let condition, _, _) = code.terminator.kind else { return false }
    for operation in code.operations {
      if case .next = operation.kind { return false }
      guard operation.result == condition else { continue }
      if case .binary(let sign, _, _) = operation.kind { return sign == "==" || sign == "!=" }
      if case .isCase = operation.kind { return true }
      if case .matches = operation.kind { return true }
    }
    return false
  }

  /// Whether a block does nothing but lead to itself.
  func isStandstill(_ block: BlockID) -> Bool {
    let code = function.blocks[Int(block.index)]
    guard case .jump(block) = code.terminator.kind else { return false }
    return code.operations.isEmpty
  }

  /// Whether going from one block to another is the only way out of a loop.
  func isOnlyExit(from: BlockID, to: BlockID) -> Bool {
    !loops[Int(from.index)].subtracting(loops[Int(to.index)]).isDisjoint(with: singleExit)
  }

  /// Whether a block of a loop leads back to its header.
  func isBackEdge(from: Int, to header: Int) -> Bool {
    loopAt[header].map(loops[from].contains) == true
  }

  /// The blocks of the loop that a header begins.
  func blocks(ofLoopAt header: Int) -> [Int] {
    guard let loop = loopAt[header] else { return [] }
    return loops.indices.filter { loops[$0].contains(loop) }
  }

  init(_ function: FlowFunction, _ program: Program) {
    self.function = function
    let count = function.blocks.count
    var order = Array(repeating: Int.max, count: count)
    var isHeader = Array(repeating: false, count: count)
    var loops: [Set<Int>] = Array(repeating: [], count: count)
    var loopAt: [Int: Int] = [:]
    var endless: [Int] = []
    var singleExit: Set<Int> = []
    var leavesRound: Set<Int> = []
    inlined =
      function.inlinedCalls.isEmpty ? nil : InlinedRegions(function, FlowGraph(function))
    var exactBounds: ExactBounds?
    if count == 1, function.blocks[0].terminator.kind.successors.isEmpty {
      order[0] = 0
    } else {
      let graph = FlowGraph(function)
      for (position, block) in graph.reversePostorder.enumerated() {
        order[Int(block.index)] = position
      }
      exactBounds = ExactBounds(function, program, graph)
      for (number, loop) in graph.loops.enumerated() {
        let exits = graph.exits(of: loop).count
        if exits == 0 { endless.append(Int(loop.header.index)) }
        if exits == 1 { singleExit.insert(number) }
        isHeader[Int(loop.header.index)] = true
        loopAt[Int(loop.header.index)] = number
        for block in graph.blocks(of: loop) { loops[Int(block.index)].insert(number) }
        leavesRound.formUnion(Self.earlyJumps(in: loop, graph, function))
      }
    }
    self.exactBounds = exactBounds ?? ExactBounds()
    self.order = order
    self.isHeader = isHeader
    self.loops = loops
    self.loopAt = loopAt
    self.endless = endless
    self.singleExit = singleExit
    self.leavesRound = leavesRound
    var survey = Survey(function, program)
    survey.run(function)
    discardsSelf = survey.discardsSelf
    addressTaken = survey.addressTaken
    fates = survey.fates
    selectors = Selectors(function)
    children = ChildVariable.found(in: function)
  }

  /// The jumps that stand within a loop's body, as statements of their own: nothing that the loop does
  /// is written inside them.
  private static func earlyJumps(
    in loop: FlowGraph.Loop, _ graph: FlowGraph, _ function: FlowFunction
  ) -> Set<Int> {
    let blocks = graph.blocks(of: loop)
    var steps: [SourceRange] = []
    for block in blocks {
      steps += function.blocks[Int(block.index)].operations.map(\.range)
    }
    guard let file = steps.first?.file, let first = steps.map(\.start).min() else { return [] }
    var found: Set<Int> = []
    for block in graph.reversePostorder {
      let terminator = function.blocks[Int(block.index)].terminator
      guard case .jump(let target) = terminator.kind else { continue }
      let isContinue = target == loop.header && graph.contains(loop, block)
      let isBreak =
        !graph.contains(loop, target) && !graph.contains(loop, block)
        && graph.predecessors(of: block).contains { graph.contains(loop, $0) }
      let range = terminator.range
      // The jump at the end of a body has the place of its brace, or of the whole statement.
      guard isContinue || isBreak, range.file == file, first < range.start,
        range.start.line == range.end.line, range.start.column &+ 5 <= range.end.column,
        !steps.contains(where: { range.start <= $0.start && $0.end <= range.end })
      else { continue }
      found.insert(Int(block.index))
    }
    return found
  }

  /// What the operations of a function do with its values and locals.
  private struct Survey {
    let program: Program
    var fates: [Fate]
    var discardsSelf = false
    var addressTaken: Set<LocalID>
    /// Locals by the values that are their places.
    private var placeOf: [ValueID: LocalID] = [:]
    /// What temporaries hold, and which of them values were loaded from.
    private var storedIn: [LocalID: ValueID] = [:]
    private var loadedFrom: [ValueID: LocalID] = [:]
    /// Temporaries that receive a call.
    private let receivers: Set<LocalID>
    /// Locals that hold what a loop goes through.
    private let sequences: Set<LocalID>

    init(_ function: FlowFunction, _ program: Program) {
      self.program = program
      fates = Array(repeating: Fate(), count: Int(function.valueCount))
      var sequences: Set<LocalID> = []
      for (index, local) in function.locals.enumerated()
      where local.isTemporary && local.name == "sequence" {
        sequences.insert(LocalID(UInt32(index)))
      }
      self.sequences = sequences
      var receivers: Set<LocalID> = []
      for (index, local) in function.locals.enumerated()
      where local.isTemporary && local.name == "temporary" {
        receivers.insert(LocalID(UInt32(index)))
      }
      self.receivers = receivers
      addressTaken = Set(function.captures.filter { $0.mode == .place }.map(\.inner))
    }

    private mutating func change(_ value: ValueID, _ body: (inout Fate) -> Void) {
      let index = Int(value.index)
      if index >= fates.count {
        guard index < 1 << 24 else { return }
        fates += Array(repeating: Fate(), count: index + 1 - fates.count)
      }
      body(&fates[index])
    }

    mutating func run(_ function: FlowFunction) {
      for (index, block) in function.blocks.enumerated() {
        let block32 = Int32(clamping: index)
        for (step, operation) in block.operations.enumerated() {
          operation.kind.forEachOperand { use($0, block32, step) }
          if let result = operation.result { change(result) { $0.definition = block32 } }
          look(at: operation)
        }
        leave(block.terminator, block32, step: block.operations.count)
      }
      for index in fates.indices where fates[index].isWritten {
        var base = Int(fates[index].base)
        while base >= 0, !fates[base].isWritten {
          fates[base].isWritten = true
          base = Int(fates[base].base)
        }
      }
    }

    private mutating func use(_ value: ValueID, _ block: Int32, _ step: Int) {
      change(value) { fate in
        fate.isUsed = true
        fate.lastBlock = block
        fate.lastOperation = Int32(clamping: step)
        if fate.definition != block { fate.isCrossing = true }
      }
    }

    private mutating func look(at operation: Operation) {
      switch operation.kind {
      case .take:
        if let result = operation.result { change(result) { $0.isTaken = true } }
      case .local(let local):
        if let result = operation.result { placeOf[result] = local }
      case .member(let base, _), .element(let base, _):
        if let result = operation.result {
          if let local = placeOf[base] { placeOf[result] = local }
          change(base) { _ in }
          change(result) { $0.base = Int32(clamping: base.index) }
        }
      case .store(let value, let place, _):
        change(place) { $0.isWritten = true }
        if let local = placeOf[place] {
          if sequences.contains(local) {
            change(value) { $0.isLoop = true }
            // A dump hands the sequence over in a temporary.
            if let origin = loadedFrom[value].flatMap({ storedIn[$0] }) {
              change(origin) { $0.isLoop = true }
            }
          }
          if !sequences.isEmpty || receivers.contains(local) { storedIn[local] = value }
        }
      case .load(let place, _):
        if !sequences.isEmpty, let result = operation.result { loadedFrom[result] = placeOf[place] }
      case .addressOf(let value):
        change(value) { $0.isWritten = true }
        if let local = placeOf[value] { addressTaken.insert(local) }
      case .call(let call):
        if case .name("discard") = call.callee { discardsSelf = true }
        note(call)
      case .closure(let inner):
        for capture in program.function(inner).captures where capture.mode == .place {
          addressTaken.insert(capture.outer)
        }
      default: break
      }
    }

    private mutating func leave(_ terminator: Terminator, _ block: Int32, step: Int) {
      switch terminator.kind {
      case .branch(let condition, _, _): use(condition, block, step)
      case .tryCall(let call, let result, _, let error, _):
        call.forEachOperand { use($0, block, step) }
        note(call)
        change(result) { ($0.isCrossing, $0.isUsed) = (true, true) }
        change(error) { $0.isCrossing = true }
      case .return(let value):
        if let value {
          use(value, block, step)
          change(value) { $0.isReturned = true }
        }
      case .throw(let value):
        if let value { use(value, block, step) }
      case .jump, .unreachable: break
      }
    }

    private mutating func note(_ call: Call) {
      for argument in call.arguments {
        guard argument.passing == .address else { continue }
        change(argument.value) { $0.isWritten = true }
        if let local = placeOf[argument.value] { addressTaken.insert(local) }
      }
      if case .method(let base, _) = call.callee { change(base) { $0.isWritten = true } }
      if case .method(let base, let name) = call.callee, let local = placeOf[base] {
        addressTaken.insert(local)
        if name == "forEach" || name == "map", let list = storedIn[local] {
          change(list) { $0.isLoop = true }
        }
      }
    }
  }
}

extension Operation.Kind {
  /// Calls the closure with every value that the operation uses.
  func forEachOperand(_ body: (ValueID) -> Void) {
    switch self {
    case .local, .global, .integer, .float, .boolean, .nilLiteral, .string, .name, .implicitMember,
      .type, .unknown, .closure, .fence, .enter, .leave, .inlined:
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
