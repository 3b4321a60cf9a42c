/// How control leaves a block.
extension SILFunctionLowering {
  /// The terminator that an instruction is; nil where it is none.
  mutating func terminator(_ instruction: SILInstruction) -> Terminator? {
    switch instruction.opcode {
    case "br": return branch(instruction)
    case "cond_br": return conditional(instruction)
    case "switch_enum", "switch_enum_addr": return switchEnum(instruction)
    case "switch_value": return switchValue(instruction)
    case "checked_cast_br", "checked_cast_addr_br", "dynamic_method_br":
      return castBranch(instruction)
    case "return", "return_borrow": return leave(instruction, isThrow: false)
    case "throw": return leave(instruction, isThrow: true)
    case "throw_addr": return Terminator(.throw(emit(.unknown)), here)
    case "yield": return yielded(instruction)
    case "try_apply": return tryApply(instruction)
    case "await_async_continuation": return toFirst(instruction)
    case "unwind", "unreachable": return Terminator(.unreachable, here)
    default: return nil
    }
  }

  func target(_ word: String) -> BlockID? { blocks[word].map { BlockID(UInt32($0)) } }

  private func targets(_ instruction: SILInstruction) -> [(block: Int, arguments: [UInt32?])] {
    var found: [(block: Int, arguments: [UInt32?])] = []
    var isInArguments = false
    for token in instruction.tokens {
      switch token {
      case .word("undef") where isInArguments: found[found.count - 1].arguments.append(nil)
      case .word(let word):
        if let block = blocks[word] {
          found.append((block, []))
          isInArguments = false
        }
      case .punctuation(UInt8(ascii: "(")): isInArguments = !found.isEmpty
      case .punctuation(UInt8(ascii: ")")): isInArguments = false
      case .value(let number) where isInArguments: found[found.count - 1].arguments.append(number)
      case .value, .type, .annotation, .attribute, .member, .symbol, .string, .number, .punctuation:
        break
      }
    }
    return found
  }

  private func jump(_ block: Int) -> Terminator { Terminator(.jump(BlockID(UInt32(block))), here) }

  private mutating func branch(_ instruction: SILInstruction) -> Terminator {
    guard let (block, arguments) = targets(instruction).first else {
      return Terminator(.unreachable, here)
    }
    if let ending = ending(of: block, arguments) { return ending }
    pass(arguments, to: block)
    return jump(block)
  }

  /// A branch to a block that does nothing but leave with what it is given.
  private mutating func ending(of block: Int, _ arguments: [UInt32?]) -> Terminator? {
    guard source.indices.contains(block), arguments.count == 1,
      source[block].arguments.count == 1, let last = source[block].instructions.last,
      last.opcode == "return" || last.opcode == "throw",
      last.operands == [source[block].arguments[0].value], results.isEmpty,
      source[block].instructions.dropLast().allSatisfy({ $0.opcode == "debug_value" })
    else { return nil }
    let value = arguments[0].map { plain($0) }
    return Terminator(last.opcode == "throw" ? .throw(value) : .return(value), here)
  }

  private mutating func conditional(_ instruction: SILInstruction) -> Terminator {
    let found = targets(instruction)
    let value: ValueID
    if found.count == 2, instruction.tokens.first == .word("undef") {
      value = emit(.unknown)
    } else if found.count == 2, let condition = instruction.operands.first {
      value = plain(condition)
    } else {
      gap("a conditional branch is not understood", instruction.line)
      return Terminator(.unreachable, here)
    }
    for (block, arguments) in found { pass(arguments, to: block) }
    return Terminator(
      .branch(
        value, then: BlockID(UInt32(found[0].block)), otherwise: BlockID(UInt32(found[1].block))),
      here)
  }

  private mutating func switchEnum(_ instruction: SILInstruction) -> Terminator {
    guard let subject = instruction.operands.first else {
      return Terminator(.unreachable, here)
    }
    let value: ValueID
    if instruction.opcode == "switch_enum_addr", let place = place(subject) {
      value = emit(.load(place, .plain))
    } else {
      value = plain(subject)
    }
    var cases: [(name: String, block: Int)] = []
    var other: Int?
    var pending: String?
    for token in instruction.tokens {
      switch token {
      case .member(let member): pending = member
      case .word(let word):
        if let block = blocks[word] {
          if let name = pending { cases.append((name, block)) } else { other = block }
          pending = nil
        }
      case .value, .type, .annotation, .attribute, .symbol, .string, .number, .punctuation: break
      }
    }
    for (name, block) in cases where source.indices.contains(block) {
      guard let argument = source[block].arguments.first else { continue }
      let payload: Operation.Kind =
        isOptional(name)
        ? .unary(.unwrap, value) : .payload(value, name: caseName(name), index: 0)
      let result = ValueID(function.valueCount)
      function.valueCount += 1
      prologues[block, default: []].append(Operation(result: result, payload, here))
      operands[argument.value] = .value(result)
    }
    // The last case is what is left.
    var rest = other
    if rest == nil { rest = cases.popLast()?.block }
    guard var otherwise = rest else { return Terminator(.unreachable, here) }
    for (name, block) in cases.dropFirst().reversed() {
      // Further tests stand in blocks of their own.
      let saved = current
      current = []
      let test = emit(test(value, name))
      let extra = source.count + extraBlocks.count
      extraBlocks.append(
        BasicBlock(
          operations: current,
          terminator: Terminator(
            .branch(
              test, then: BlockID(UInt32(block)), otherwise: BlockID(UInt32(otherwise))), here)))
      current = saved
      otherwise = extra
    }
    guard let first = cases.first else { return jump(otherwise) }
    let test = emit(test(value, first.name))
    return Terminator(
      .branch(
        test, then: BlockID(UInt32(first.block)), otherwise: BlockID(UInt32(otherwise))), here)
  }

  func isOptional(_ member: String) -> Bool { member.utf8.starts(with: "Optional.".utf8) }

  /// `Optional.some!enumelt` is `some`.
  func caseName(_ member: String) -> String {
    let path = member.utf8.split(separator: UInt8(ascii: "!")).first ?? Substring(member).utf8
    return String(Substring(path.split(separator: UInt8(ascii: ".")).last ?? path))
  }

  mutating func test(_ value: ValueID, _ member: String) -> Operation.Kind {
    guard isOptional(member) else { return .isCase(value, name: caseName(member)) }
    if caseName(member) == "some" { return .unary(.isSome, value) }
    return .unary(.not, emit(.unary(.isSome, value)))
  }

  private mutating func switchValue(_ instruction: SILInstruction) -> Terminator {
    let found = targets(instruction)
    let values = instruction.operands
    guard let subject = values.first, let last = found.last else {
      return Terminator(.unreachable, here)
    }
    let value = plain(subject)
    var otherwise = last.block
    for (index, target) in found.dropLast().enumerated().reversed() {
      let key = index + 1 < values.count ? plain(values[index + 1]) : emit(.unknown)
      let saved = current
      current = []
      let test = emit(.binary("==", value, key))
      let extra = source.count + extraBlocks.count
      extraBlocks.append(
        BasicBlock(
          operations: current,
          terminator: Terminator(
            .branch(
              test, then: BlockID(UInt32(target.block)), otherwise: BlockID(UInt32(otherwise))),
            here)))
      current = saved
      otherwise = extra
    }
    return jump(otherwise)
  }

  private mutating func castBranch(_ instruction: SILInstruction) -> Terminator {
    let found = targets(instruction)
    guard found.count == 2 else { return Terminator(.unreachable, here) }
    for (block, _) in found where source.indices.contains(block) {
      if let argument = source[block].arguments.first, let subject = instruction.operands.first {
        operands[argument.value] = operands[subject] ?? .nothing
      }
    }
    let test = emit(.unknown)
    return Terminator(
      .branch(
        test, then: BlockID(UInt32(found[0].block)), otherwise: BlockID(UInt32(found[1].block))),
      here)
  }

  private mutating func toFirst(_ instruction: SILInstruction) -> Terminator {
    targets(instruction).first.map { jump($0.block) } ?? Terminator(.unreachable, here)
  }

  private mutating func leave(_ instruction: SILInstruction, isThrow: Bool) -> Terminator {
    if isThrow { return Terminator(.throw(instruction.operands.first.map { plain($0) }), here) }
    if let initialValue { return Terminator(.return(initialValue), here) }
    if let result = results.first {
      return Terminator(.return(emit(.load(emit(.local(result)), .plain))), here)
    }
    guard let value = instruction.operands.first else { return Terminator(.return(nil), here) }
    if case .tuple(let parts)? = operands[value], parts.isEmpty {
      return Terminator(.return(nil), here)
    }
    return Terminator(.return(plain(value)), here)
  }

  /// A coroutine gives its caller what it yields.
  private mutating func yielded(_ instruction: SILInstruction) -> Terminator {
    Terminator(.return(instruction.operands.first.map { plain($0) }), here)
  }

  private mutating func tryApply(_ instruction: SILInstruction) -> Terminator {
    var normal: Int?
    var error: Int?
    var mark: String?
    for token in instruction.tokens {
      guard case .word(let word) = token else { continue }
      if word == "normal" || word == "error" {
        mark = word
      } else if let block = blocks[word] {
        if mark == "normal" { normal = block } else if mark == "error" { error = block }
      }
    }
    guard let normal, let error else {
      gap("a call that can throw is not understood", instruction.line)
      return Terminator(.unreachable, here)
    }
    let prepared = prepare(instruction)
    func argument(_ block: Int) -> UInt32? {
      source.indices.contains(block) ? source[block].arguments.first?.value : nil
    }
    switch prepared {
    case .done(let operand, let outs):
      if let value = argument(normal), outs.isEmpty { operands[value] = operand }
      if let out = outs.first, let place = place(out) {
        emitVoid(.store(plain(operand), into: place, .plain))
      }
      return jump(normal)
    case .call(var call, let outs):
      call.isTry = true
      let result = ValueID(function.valueCount)
      let thrown = ValueID(function.valueCount + 1)
      function.valueCount += 2
      if let out = outs.first {
        let saved = current
        current = []
        if let place = place(out) { emitVoid(.store(result, into: place, .plain)) }
        prologues[normal, default: []] += current
        current = saved
        if let value = argument(normal) { operands[value] = .nothing }
      } else if let value = argument(normal) {
        operands[value] = .value(result)
      }
      if let value = argument(error) { operands[value] = .value(thrown) }
      return Terminator(
        .tryCall(
          call, result: result, normal: BlockID(UInt32(normal)), error: thrown,
          errorBlock: BlockID(UInt32(error))), here)
    }
  }
}
