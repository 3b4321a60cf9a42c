extension IRFunctionLowering {
  /// The whole function.
  mutating func lowered() -> FlowFunction {
    for (index, block) in source.blocks.enumerated() where numbers[block.label] == nil {
      numbers[block.label] = index
    }
    for _ in source.blocks { _ = newBlock() }
    survey()
    guard !source.blocks.isEmpty else { return function }
    lowerParameters()
    for number in order() { lower(number) }
    return finished()
  }

  /// Looks ahead: what defines names, how often they are used, what variables they are.
  private mutating func survey() {
    var counts: [Int: Int] = [:]
    for (number, block) in source.blocks.enumerated() {
      for next in successors(number) { entries[next, default: 0] += 1 }
      for instruction in block.instructions {
        if let result = instruction.result {
          definitions[result] = instruction.kind
          definedIn[result] = number
        }
        switch instruction.kind {
        case .declare(.local(let number), let variable):
          if variables[number] == nil { variables[number] = context.debug.variable(variable) }
        case .describe(.local(let number), _, let variable):
          if variables[number] == nil,
            source.parameters.contains(where: { $0.local == number })
          {
            variables[number] = context.debug.variable(variable)
          }
        case .call(let call):
          if case .global(let symbol) = call.callee, case .enters? = IRRuntime.meaning(symbol) {
            for argument in call.arguments {
              if case .local(let number) = argument.value { marked.insert(number) }
            }
          }
        default: break
        }
        instruction.kind.forEachLocal { counts[$0, default: 0] += 1 }
        share(instruction.kind)
      }
    }
    useCounts = counts
    // Unoptimised C keeps its parameters in variables of the frame.
    for variable in variables.values {
      guard let argument = variable.argument, argument >= 1, argument <= source.parameters.count,
        source.parameters.allSatisfy({ $0.pointee == nil })
      else { continue }
      let number = source.parameters[argument - 1].local
      if variables[number] == nil { variables[number] = variable }
    }
  }

  /// Notes the references that an instruction gives to others.
  private mutating func share(_ kind: IRInstruction.Kind) {
    func share(_ value: IRValue) { if case .local(let number) = value { shared.insert(number) } }
    switch kind {
    case .store(let value, _, _): share(value.value)
    case .phi(_, let sources): for source in sources { share(source.value) }
    case .select(_, let a, let b), .insert(let a, let b, _):
      share(a.value)
      share(b.value)
    case .leave(let value): if let value { share(value.value) }
    case .cast(_, let value, _), .freeze(let value): share(value.value)
    case .exchange(_, let new, _, _): share(new.value)
    case .call(let call), .invoke(let call, _, _):
      // A function that gets a reference may keep it; of the runtime's, only those that retain.
      guard case .global(let symbol) = call.callee else {
        for argument in call.arguments { share(argument.value) }
        return
      }
      if symbol.utf8.starts(with: "swift_retain".utf8) || !IRRuntime.isRuntime(symbol) {
        for argument in call.arguments { share(argument.value) }
      }
    case .allocate, .load, .element, .binary, .compare, .jumpingAssembly, .fence, .update, .extract,
      .declare, .describe, .jump, .branch, .choice, .jumpAnywhere, .resume, .unreachable, .other:
      break
    }
  }

  private mutating func lowerParameters() {
    for parameter in source.parameters {
      let name = variables[parameter.local]?.name ?? ""
      let type = IRFunctionLowering.flowType(parameter.type)
      function.parameters.append(FlowFunction.Parameter(label: nil, name: name, type: type))
      _ = add(FlowFunction.Local(name: name, type: type, range: range))
    }
    for (index, parameter) in source.parameters.enumerated() {
      let place = emit(.local(LocalID(UInt32(index))))
      items[parameter.local] = .value(emit(.load(place, .plain)))
    }
  }

  static func flowType(_ type: IRType) -> FlowType? {
    switch type {
    case .pointer: FlowType("UnsafeMutableRawPointer")
    case .integer(bits: 1): FlowType("Bool")
    case .integer(bits: 8): FlowType("UInt8")
    case .integer(bits: 16): FlowType("UInt16")
    case .integer(bits: 32): FlowType("UInt32")
    case .integer(bits: 64): FlowType("UInt64")
    case .integer, .void, .floating, .array, .vector, .structure, .named, .function, .other: nil
    }
  }

  /// The blocks that control gets to, definitions before uses.
  private func order() -> [Int] {
    var postorder: [Int] = []
    var isSeen = [Bool](repeating: false, count: source.blocks.count)
    isSeen[0] = true
    var stack = [(block: 0, next: successors(0))]
    while var top = stack.popLast() {
      guard let next = top.next.popLast() else {
        postorder.append(top.block)
        continue
      }
      stack.append(top)
      if !isSeen[next] {
        isSeen[next] = true
        stack.append((next, successors(next)))
      }
    }
    return postorder.reversed()
  }

  private func successors(_ block: Int) -> [Int] {
    let labels: [Int]
    switch source.blocks[block].instructions.last?.kind {
    case .jump(let target)?: labels = [target]
    case .branch(_, let then, let otherwise)?: labels = [then, otherwise]
    case .choice(_, let cases, let otherwise)?: labels = cases.map(\.block) + [otherwise]
    case .jumpAnywhere(let targets)?: labels = targets
    case .invoke(_, let normal, let unwind)?: labels = [normal, unwind]
    case .jumpingAssembly(_, let targets)?: labels = targets
    default: labels = []
    }
    return labels.compactMap { numbers[$0] }.reversed()
  }

  private mutating func lower(_ number: Int) {
    // What control is led past is not lowered: a block's forward edges come before it.
    guard number == 0 || blocks[number].hasPredecessor else { return }
    current = number
    let block = source.blocks[number]
    if number != 0, let place = block.instructions.lazy.compactMap({ $0.location }).first {
      move(to: place)
    }
    for instruction in block.instructions {
      if let location = instruction.location { move(to: location) }
      lower(instruction, in: number)
      if blocks[current].terminator != nil { break }
    }
    if blocks[current].terminator == nil { terminate(.unreachable) }
  }

  // MARK: Edges

  /// The phis at the head of a block.
  private func phis(of block: Int) -> [(
    result: Int, sources: [(value: IRValue, block: Int)], type: IRType
  )] {
    var found: [(Int, [(value: IRValue, block: Int)], IRType)] = []
    for instruction in source.blocks[block].instructions {
      guard case .phi(let type, let sources) = instruction.kind, let result = instruction.result
      else {
        if case .describe = instruction.kind { continue }
        break
      }
      found.append((result, sources, type))
    }
    return found
  }

  /// The local that stands for a phi.
  mutating func local(ofPhi result: Int) -> LocalID {
    if let known = phis[result] { return known }
    let local = temporary()
    phis[result] = local
    return local
  }

  /// Stores what the phis of the target get along this edge.
  private mutating func pass(_ from: Int, to target: Int) {
    let label = source.blocks[from].label
    for phi in phis(of: target) {
      guard let entry = phi.sources.first(where: { $0.block == label }) else { continue }
      if case .unknown = entry.value { continue }
      let value = value(IROperand(phi.type, entry.value))
      let place = emit(.local(local(ofPhi: phi.result)))
      perform(.store(value, into: place, .plain))
    }
  }

  /// The block that an edge leads to: one of its own where phis have to be set.
  mutating func edge(from block: Int, to label: Int) -> BlockID {
    guard let target = numbers[label] else {
      let end = newBlock()
      blocks[end].terminator = Terminator(.unreachable, range)
      return BlockID(UInt32(end))
    }
    guard !phis(of: target).isEmpty || isSharedReturn(target) else {
      return BlockID(UInt32(target))
    }
    let saved = current
    let between = newBlock()
    current = between
    goOn(from: block, to: label)
    current = saved
    return BlockID(UInt32(between))
  }

  /// Ends the current block by going to another.
  mutating func goOn(from block: Int, to label: Int) {
    guard let target = numbers[label] else { return terminate(.unreachable) }
    if isSharedReturn(target) { return leave(through: target, from: block) }
    // A block that only branches on where control came from is passed by.
    if let (then, otherwise) = forwards(target),
      let phi = phis(of: target).first,
      let entry = phi.sources.first(where: { $0.block == source.blocks[block].label })
    {
      switch entry.value {
      case .integer(let number):
        return terminate(.jump(number & 1 == 1 ? then : otherwise))
      case .local:
        branch(on: entry.value, then: then, otherwise: otherwise, from: block)
        return
      default: break
      }
    }
    pass(block, to: target)
    terminate(.jump(BlockID(UInt32(target))))
  }

  /// The targets of a block that does nothing but branch on its one phi, which nothing else uses.
  private func forwards(_ block: Int) -> (BlockID, BlockID)? {
    var phi: Int?
    for instruction in source.blocks[block].instructions {
      switch instruction.kind {
      case .phi:
        guard phi == nil, let result = instruction.result, useCounts[result] == 1 else {
          return nil
        }
        phi = result
      case .describe, .declare: break
      case .branch(let condition, let then, let otherwise):
        guard case .local(let number) = condition.value, number == phi,
          let thenBlock = numbers[then], let otherBlock = numbers[otherwise],
          thenBlock != block, otherBlock != block,
          phis(of: thenBlock).isEmpty, phis(of: otherBlock).isEmpty
        else { return nil }
        return (BlockID(UInt32(thenBlock)), BlockID(UInt32(otherBlock)))
      default: return nil
      }
    }
    return nil
  }

  /// Whether a block does nothing but return, for several places: each of them is an exit of the
  /// source, which compilers join.
  private func isSharedReturn(_ block: Int) -> Bool {
    guard entries[block, default: 0] > 1, source.blocks[block].instructions.count < 16 else {
      return false
    }
    for instruction in source.blocks[block].instructions {
      switch instruction.kind {
      case .phi, .describe, .declare, .cast, .extract, .insert: break
      case .load(_, let address, let access):
        // What the function returns may be kept in its frame; other memory is read once.
        guard access == IRAccess(), case .local(let number) = address.value,
          case .allocate? = definitions[number]
        else { return false }
      case .call(let call):
        guard case .global(let symbol) = call.callee, case .leaves? = IRRuntime.meaning(symbol)
        else { return false }
      case .leave: return true
      default: return false
      }
    }
    return false
  }

  /// Returns as a shared block does, but where control comes from.
  private mutating func leave(through target: Int, from block: Int) {
    let saved = items
    let label = source.blocks[block].label
    for instruction in source.blocks[target].instructions {
      switch instruction.kind {
      case .phi(let type, let sources):
        guard let result = instruction.result else { break }
        let entry = sources.first { $0.block == label }
        items[result] = entry.map { item(IROperand(type, $0.value)) } ?? .unknown
      case .describe, .declare: break
      default: lower(instruction, in: target)
      }
    }
    items = saved
  }

  /// Branches on a condition; what `and`, `or` and their like join becomes branches of its own.
  mutating func branch(
    on condition: IRValue, then: BlockID, otherwise: BlockID, from block: Int, depth: Int = 0
  ) {
    if case .integer(let number) = condition {
      return terminate(.jump(number & 1 == 1 ? then : otherwise))
    }
    let isOne = { (value: IRValue) in if case .integer(1) = value { true } else { false } }
    let isZero = { (value: IRValue) in if case .integer(0) = value { true } else { false } }
    if depth < 8, case .local(let number) = condition, let definition = definitions[number] {
      switch definition {
      case .select(let a, let b, let c) where b.type == .integer(bits: 1) && isZero(c.value):
        return chain(a.value, b.value, then: then, otherwise: otherwise, isAnd: true, block, depth)
      case .select(let a, let b, let c) where b.type == .integer(bits: 1) && isOne(b.value):
        return chain(a.value, c.value, then: then, otherwise: otherwise, isAnd: false, block, depth)
      case .binary("and", let a, let b) where a.type == .integer(bits: 1):
        return chain(a.value, b.value, then: then, otherwise: otherwise, isAnd: true, block, depth)
      case .binary("or", let a, let b) where a.type == .integer(bits: 1):
        return chain(a.value, b.value, then: then, otherwise: otherwise, isAnd: false, block, depth)
      case .binary("xor", let a, let b) where a.type == .integer(bits: 1) && isOne(b.value):
        return branch(
          on: a.value, then: otherwise, otherwise: then, from: block, depth: depth + 1)
      case .freeze(let inner):
        return branch(
          on: inner.value, then: then, otherwise: otherwise, from: block, depth: depth + 1)
      default: break
      }
    }
    let value = value(IROperand(.integer(bits: 1), condition))
    terminate(.branch(value, then: then, otherwise: otherwise))
  }

  private mutating func chain(
    _ first: IRValue, _ second: IRValue, then: BlockID, otherwise: BlockID, isAnd: Bool,
    _ block: Int, _ depth: Int
  ) {
    let between = newBlock()
    let next = BlockID(UInt32(between))
    branch(
      on: first, then: isAnd ? next : then, otherwise: isAnd ? otherwise : next, from: block,
      depth: depth + 1)
    guard blocks[between].hasPredecessor else { return }
    current = between
    branch(on: second, then: then, otherwise: otherwise, from: block, depth: depth + 1)
  }

  // MARK: The end

  /// Ends the life of the frame's variables that the dump does not end itself.
  mutating func leaveFrame() {
    for number in frames.keys.sorted().reversed() where !marked.contains(number) {
      if let local = frames[number] { perform(.leave(local)) }
    }
  }

  /// Keeps the blocks that control gets to, in reverse postorder.
  private mutating func finished() -> FlowFunction {
    var postorder: [Int] = []
    var isSeen = [Bool](repeating: false, count: blocks.count)
    isSeen[0] = true
    var stack = [(block: 0, next: targets(0))]
    while var top = stack.popLast() {
      guard let next = top.next.popLast() else {
        postorder.append(top.block)
        continue
      }
      stack.append(top)
      if next < blocks.count, !isSeen[next] {
        isSeen[next] = true
        stack.append((next, targets(next)))
      }
    }
    var renumbered = [BlockID?](repeating: nil, count: blocks.count)
    for (number, old) in postorder.reversed().enumerated() {
      renumbered[old] = BlockID(UInt32(number))
    }
    let kept = postorder.reversed().map { old in
      var terminator = blocks[old].terminator ?? Terminator(.unreachable, range)
      terminator.kind = terminator.kind.leading {
        renumbered[Int($0.index)] ?? $0
      }
      return BasicBlock(operations: blocks[old].operations, terminator: terminator)
    }
    function.blocks = ReachedBlocks.blocks(SharedHeaders.split(kept))
    function.end = lastReturn() ?? function.range
    return function
  }

  private func lastReturn() -> SourceRange? {
    var last: SourceRange?
    for block in function.blocks {
      if case .return = block.terminator.kind, block.terminator.range.file == function.range.file {
        last = max(last ?? block.terminator.range, block.terminator.range)
      }
    }
    return last
  }

  private func targets(_ block: Int) -> [Int] {
    switch blocks[block].terminator?.kind {
    case .jump(let target): [Int(target.index)]
    case .branch(_, let then, let otherwise): [Int(otherwise.index), Int(then.index)]
    case .tryCall(_, _, let normal, _, let error): [Int(error.index), Int(normal.index)]
    case .return, .throw, .unreachable, nil: []
    }
  }
}

extension IRInstruction.Kind {
  /// Calls the closure with every name that the instruction uses.
  func forEachLocal(_ body: (Int) -> Void) {
    func visit(_ value: IRValue) {
      switch value {
      case .local(let number): body(number)
      case .cast(let inner): visit(inner.value)
      case .element(_, let base, let indices):
        visit(base.value)
        for index in indices { visit(index.value) }
      case .binary(_, let a, let b):
        visit(a.value)
        visit(b.value)
      case .aggregate(let elements): for element in elements { visit(element.value) }
      case .global, .integer, .float, .null, .unknown, .zero, .bytes, .assembly: break
      }
    }
    func visit(_ call: IRCall) {
      visit(call.callee)
      for argument in call.arguments { visit(argument.value) }
    }
    switch self {
    case .allocate(_, let count, _): if let count { visit(count.value) }
    case .load(_, let address, _): visit(address.value)
    case .store(let value, let address, _):
      visit(value.value)
      visit(address.value)
    case .element(_, let base, let indices):
      visit(base.value)
      for index in indices { visit(index.value) }
    case .cast(_, let value, _), .freeze(let value), .extract(let value, _): visit(value.value)
    case .binary(_, let a, let b), .compare(_, let a, let b), .insert(let a, let b, _),
      .update(_, let a, let b, _):
      visit(a.value)
      visit(b.value)
    case .select(let condition, let a, let b):
      visit(condition.value)
      visit(a.value)
      visit(b.value)
    case .phi(_, let sources): for source in sources { visit(source.value) }
    case .call(let call), .invoke(let call, _, _), .jumpingAssembly(let call, _): visit(call)
    case .exchange(let address, let new, _, let expected):
      visit(address.value)
      visit(new.value)
      if let expected { visit(expected.value) }
    case .branch(let condition, _, _): visit(condition.value)
    case .choice(let subject, cases: _, otherwise: _): visit(subject.value)
    case .leave(let value): if let value { visit(value.value) }
    case .fence, .declare, .describe, .jump, .jumpAnywhere, .resume, .unreachable, .other: break
    }
  }
}
