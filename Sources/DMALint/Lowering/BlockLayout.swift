/// Turns the blocks of a finished lowering into those of the function: unreachable ones are dropped,
/// empty ones are skipped, chains are joined, and everything is numbered without holes.
struct BlockLayout {
  private let lowering: FunctionLowering
  private var blocks: [FunctionLowering.OpenBlock]

  init(_ lowering: FunctionLowering) {
    self.lowering = lowering
    blocks = lowering.blocks
  }

  func apply() {
    var copy = self
    copy.run()
  }

  private mutating func run() {
    let end = lowering.function.end
    for index in blocks.indices where blocks[index].terminator == nil {
      blocks[index].terminator = Terminator(.unreachable, end)
    }
    var order = lowering.layout
    // One block, as most initial values are, leads nowhere.
    if blocks.count > 1 {
      skipEmptyBlocks()
      joinChains()
      let reached = reachable()
      order = order.filter { reached[$0] }
    }
    var numbers: [BlockID?] = Array(repeating: nil, count: blocks.count)
    for (number, block) in order.enumerated() { numbers[block] = BlockID(UInt32(number)) }
    var values = ValueNumbers(capacity: lowering.valueCount)
    // Definitions come first: a use may stand in an earlier block than the definition.
    for block in order { values.define(blocks[block]) }
    let locals = placeLocals()
    // Most functions define their values in the order in which these were numbered.
    let keepsOperations = values.isIdentity && locals.isEmpty
    lowering.function.blocks = order.map { block in
      let operations =
        keepsOperations
        ? blocks[block].operations
        : blocks[block].operations.map { operation in
          Operation(
            result: operation.result.map { values[$0] },
            operation.kind.renumbered(values, locals), operation.range)
        }
      let terminator = blocks[block].terminator ?? Terminator(.unreachable, end)
      return BasicBlock(
        operations: operations,
        terminator: Terminator(
          terminator.kind.renumbered(values) { numbers[Int($0.index)] ?? $0 }, terminator.range))
    }
    lowering.function.valueCount = values.count
  }

  // MARK: - Blocks

  /// Jumps through blocks that only jump on.
  private mutating func skipEmptyBlocks() {
    func next(_ block: BlockID) -> BlockID? {
      guard blocks[Int(block.index)].operations.isEmpty, !blocks[Int(block.index)].leavesRound,
        case .jump(let next)? = blocks[Int(block.index)].terminator?.kind
      else { return nil }
      return next
    }
    func last(_ block: BlockID) -> BlockID {
      var block = block
      var seen: Set<BlockID> = []
      while seen.insert(block).inserted, let next = next(block) { block = next }
      return block
    }
    // A loop that begins the body of another is a loop of its own.
    func isAround(_ block: BlockID, _ inner: BlockID) -> Bool {
      block != inner && blocks[Int(block.index)].beginsLoop && blocks[Int(inner.index)].beginsLoop
    }
    func final(_ block: BlockID) -> BlockID {
      var block = block
      var seen: Set<BlockID> = []
      while seen.insert(block).inserted, let next = next(block), !isAround(block, last(next)) {
        block = next
      }
      return block
    }
    var changed = blocks
    for index in blocks.indices {
      switch blocks[index].terminator?.kind {
      case .jump(let target)?: changed[index].terminator?.kind = .jump(final(target))
      case .branch(let condition, let then, let otherwise)?:
        let (first, second) = (final(then), final(otherwise))
        changed[index].terminator?.kind =
          first == second ? .jump(first) : .branch(condition, then: first, otherwise: second)
      case .tryCall, .return, .throw, .unreachable, nil: break
      }
    }
    blocks = changed
  }

  private func reachable() -> [Bool] {
    var reached = Array(repeating: false, count: blocks.count)
    guard let entry = lowering.layout.first else { return reached }
    var waiting = [entry]
    reached[entry] = true
    while let block = waiting.popLast() {
      for target in blocks[block].terminator?.kind.successors ?? []
      where !reached[Int(target.index)] {
        reached[Int(target.index)] = true
        waiting.append(Int(target.index))
      }
    }
    return reached
  }

  /// Appends a block to its only predecessor where that does nothing but jump to it.
  private mutating func joinChains() {
    let reached = reachable()
    var predecessors = Array(repeating: 0, count: blocks.count)
    for index in blocks.indices where reached[index] {
      for target in blocks[index].terminator?.kind.successors ?? [] {
        predecessors[Int(target.index)] += 1
      }
    }
    if let entry = lowering.layout.first { predecessors[entry] += 1 }
    var isJoined = Array(repeating: false, count: blocks.count)
    for index in lowering.layout where reached[index] && !isJoined[index] {
      while case .jump(let target)? = blocks[index].terminator?.kind,
        predecessors[Int(target.index)] == 1, Int(target.index) != index
      {
        let next = Int(target.index)
        blocks[index].operations += blocks[next].operations
        blocks[index].terminator = blocks[next].terminator
        blocks[next] = .init(terminator: Terminator(.unreachable, lowering.function.end))
        isJoined[next] = true
      }
    }
  }

  // MARK: - Locals

  /// Puts parameters first, then `self`, and gives every local its final number.
  private func placeLocals() -> [LocalID: LocalID] {
    let function = lowering.function
    var order: [LocalID] = []
    if lowering.anonymousParameters.isEmpty {
      order += function.parameters.indices.map { LocalID(UInt32($0)) }
    } else {
      for (index, known) in lowering.anonymousParameters.enumerated() {
        let type =
          lowering.expectedParameters.indices.contains(index)
          ? lowering.expectedParameters[index] : nil
        let local = known ?? lowering.newLocal("$\(index)", type, function.range, isLet: true)
        order.append(local)
        lowering.function.parameters.append(
          .init(label: nil, name: "$\(index)", type: type))
      }
    }
    if let local = function.selfLocal { order.append(local) }
    let known = Set(order)
    order += lowering.function.locals.indices.lazy.map { LocalID(UInt32($0)) }.filter {
      !known.contains($0)
    }
    var numbers: [LocalID: LocalID] = [:]
    for (number, local) in order.enumerated() { numbers[local] = LocalID(UInt32(number)) }
    guard numbers.contains(where: { $0 != $1 }) else { return [:] }
    lowering.function.locals = order.map { lowering.function.locals[Int($0.index)] }
    lowering.function.selfLocal = function.selfLocal.flatMap { numbers[$0] }
    for index in lowering.function.captures.indices {
      let inner = lowering.function.captures[index].inner
      lowering.function.captures[index].inner = numbers[inner] ?? inner
    }
    for child in lowering.children {
      lowering.unit.update(child) { function in
        for index in function.captures.indices {
          let outer = function.captures[index].outer
          function.captures[index].outer = numbers[outer] ?? outer
        }
      }
    }
    return numbers
  }
}

/// The final numbers of values, in the order of their definitions.
struct ValueNumbers {
  /// By the number that lowering gave; nil for values of dropped blocks.
  private var numbers: [ValueID?]
  private(set) var count: UInt32 = 0
  /// Whether all numbers are as before; a value of a dropped block is nobody's operand.
  private(set) var isIdentity = true

  init(capacity: UInt32) { numbers = Array(repeating: nil, count: Int(capacity)) }

  mutating func define(_ block: FunctionLowering.OpenBlock) {
    for operation in block.operations {
      if let result = operation.result { define(result) }
    }
    if case .tryCall(_, let result, _, let error, _)? = block.terminator?.kind {
      define(result)
      define(error)
    }
  }

  private mutating func define(_ value: ValueID) {
    numbers[Int(value.index)] = ValueID(count)
    if value.index != count { isIdentity = false }
    count += 1
  }

  subscript(value: ValueID) -> ValueID { numbers[Int(value.index)] ?? value }
}

extension CallArgument {
  fileprivate func renumbered(_ values: ValueNumbers) -> CallArgument {
    var copy = self
    copy.value = values[value]
    copy.place = place.map { values[$0] }
    return copy
  }
}

extension Call {
  fileprivate func renumbered(_ values: ValueNumbers) -> Call {
    var copy = self
    copy.arguments = arguments.map { $0.renumbered(values) }
    switch callee {
    case .method(let base, let name): copy.callee = .method(values[base], name: name)
    case .value(let value): copy.callee = .value(values[value])
    case .name, .initializer, .staticMethod, .implicitMember, .superMethod: break
    }
    return copy
  }
}

extension Terminator.Kind {
  fileprivate func renumbered(
    _ values: ValueNumbers, _ block: (BlockID) -> BlockID
  ) -> Terminator.Kind {
    switch self {
    case .jump(let target): .jump(block(target))
    case .branch(let condition, let then, let otherwise):
      .branch(values[condition], then: block(then), otherwise: block(otherwise))
    case .tryCall(let call, let result, let normal, let error, let errorBlock):
      .tryCall(
        call.renumbered(values), result: values[result], normal: block(normal),
        error: values[error], errorBlock: block(errorBlock))
    case .return(let value): .return(value.map { values[$0] })
    case .throw(let value): .throw(value.map { values[$0] })
    case .unreachable: .unreachable
    }
  }
}

extension Operation.Kind {
  fileprivate func renumbered(
    _ values: ValueNumbers, _ locals: [LocalID: LocalID]
  ) -> Operation.Kind {
    func renumbered(_ local: LocalID) -> LocalID { locals[local] ?? local }
    func renumbered(_ arguments: [CallArgument]) -> [CallArgument] {
      arguments.map { $0.renumbered(values) }
    }
    switch self {
    case .local(let local): return .local(renumbered(local))
    case .enter(let local): return .enter(renumbered(local))
    case .leave(let local): return .leave(renumbered(local))
    case .global, .integer, .float, .boolean, .nilLiteral, .string, .name, .implicitMember, .type,
      .unknown, .closure, .fence, .inlined:
      return self
    case .member(let base, let name): return .member(base: values[base], name: name)
    case .element(let base, let arguments):
      return .element(base: values[base], arguments: renumbered(arguments))
    case .pointee(let pointer, let offset): return .pointee(values[pointer], offset: offset)
    case .indexed(let base, let index, let stride):
      return .indexed(values[base], index: values[index], stride: stride)
    case .load(let place, let mode): return .load(values[place], mode)
    case .store(let value, let place, let mode):
      return .store(values[value], into: values[place], mode)
    case .addressOf(let place): return .addressOf(values[place])
    case .take(let place): return .take(values[place])
    case .unary(let sign, let value): return .unary(sign, values[value])
    case .binary(let sign, let left, let right):
      return .binary(sign, values[left], values[right])
    case .cast(let value, let type): return .cast(values[value], type)
    case .aggregate(let type, let arguments): return .aggregate(type, renumbered(arguments))
    case .isCase(let value, let name): return .isCase(values[value], name: name)
    case .payload(let value, let name, let index):
      return .payload(values[value], name: name, index: index)
    case .matches(let value, let pattern):
      return .matches(values[value], pattern: values[pattern])
    case .isType(let value, let type): return .isType(values[value], type)
    case .methodReference(let base, let name, let labels):
      return .methodReference(base: base.map { values[$0] }, name: name, labels: labels)
    case .next(let place): return .next(values[place])
    case .call(let call): return .call(call.renumbered(values))
    case .assembly(let text, let clobbersMemory, let isVolatile, let operands):
      return .assembly(
        text: text, clobbersMemory: clobbersMemory, isVolatile: isVolatile,
        operands: operands.map { values[$0] })
    }
  }
}
