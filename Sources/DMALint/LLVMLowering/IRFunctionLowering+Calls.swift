extension IRFunctionLowering {
  mutating func lower(_ call: IRCall) -> Item {
    switch call.callee {
    case .assembly(let assembly): return lower(assembly, call)
    case .global(let symbol):
      let target = context.names.target(symbol)
      if let meaning = IRRuntime.meaning(target) { return lower(meaning, call) }
      return perform(call, .name(name(of: target)), isKnown: context.names.defined.contains(target))
    case .local, .integer, .float, .null, .unknown, .zero, .aggregate, .bytes, .cast, .element,
      .binary:
      if case .function(let symbol) = item(IROperand(.pointer, call.callee)) {
        return perform(
          call, .name(name(of: symbol)), isKnown: context.names.defined.contains(symbol))
      }
      let callee = value(IROperand(.pointer, call.callee))
      return perform(call, .value(callee), isKnown: true)
    }
  }

  /// Functions with a body are called by their symbols, others as models spell them.
  private func name(of symbol: String) -> String {
    context.names.defined.contains(symbol) ? symbol : IRNames.called(symbol)
  }

  private mutating func arguments(_ operands: some Sequence<IROperand>) -> [CallArgument] {
    operands.map { CallArgument(value($0), range: range) }
  }

  private mutating func perform(_ call: IRCall, _ callee: Call.Callee, isKnown: Bool) -> Item {
    let slot = isKnown ? nil : call.arguments.first { $0.isErrorSlot }
    var made = Call(callee, arguments(call.arguments.filter { isKnown || !$0.isErrorSlot }))
    if case .name(let name) = callee, isKnown, let signature = context.signatures[name] {
      made.arguments = restored(made.arguments, by: signature)
    }
    if let slot { return attempt(made, call.result, slot) }
    guard call.result != .void else {
      perform(.call(made))
      return .unknown
    }
    return .value(emit(.call(made)))
  }

  /// The arguments at the places that they have in the source.
  private mutating func restored(
    _ given: [CallArgument], by signature: IRSignature
  ) -> [CallArgument] {
    signature.slots.map { slot in
      switch slot {
      case .parameter(let index) where index < given.count: given[index]
      case .constant(.integer(let number)): CallArgument(emit(.integer(number)), range: range)
      case .constant(let constant):
        CallArgument(value(IROperand(.pointer, constant)), range: range)
      case .parameter, .gone: CallArgument(emit(.unknown), range: range)
      }
    }
  }

  /// A call that can throw, of a function that is not in the dump: whether it threw is in the slot.
  private mutating func attempt(_ call: Call, _ type: IRType, _ slot: IROperand) -> Item {
    let address = item(slot)
    let normal = newBlock()
    let failed = newBlock()
    let join = newBlock()
    let result = newValue()
    let error = newValue()
    let local = temporary()
    var call = call
    call.isTry = true
    terminate(
      .tryCall(
        call, result: result, normal: BlockID(UInt32(normal)), error: error,
        errorBlock: BlockID(UInt32(failed))))
    current = normal
    perform(.store(emit(.nilLiteral), into: place(address), .plain))
    perform(.store(result, into: emit(.local(local)), .plain))
    terminate(.jump(BlockID(UInt32(join))))
    current = failed
    perform(.store(emit(.integer(1)), into: place(address), .plain))
    terminate(.jump(BlockID(UInt32(join))))
    current = join
    guard type != .void else { return .unknown }
    let place = emit(.local(local))
    return .value(emit(.load(place, .plain)))
  }

  mutating func invoke(_ call: IRCall, normal: Int, unwind: Int, from block: Int) -> Item {
    let result = lower(call)
    // Whether it unwinds is not known.
    let condition = emit(.unknown)
    let error = edge(from: block, to: unwind)
    let next = newBlock()
    terminate(.branch(condition, then: error, otherwise: BlockID(UInt32(next))))
    current = next
    goOn(from: block, to: normal)
    return result
  }

  // MARK: What needs no body

  private mutating func lower(_ meaning: IRRuntime.Meaning, _ call: IRCall) -> Item {
    switch meaning {
    case .nothing: return .unknown
    case .passes: return call.arguments.first.map { item($0) } ?? .unknown
    case .passesSecond: return call.arguments.count > 1 ? item(call.arguments[1]) : .unknown
    case .allocates(let size):
      guard size < call.arguments.count else { return .unknown }
      return .value(allocate(call.arguments[size]))
    case .allocatesInto(let size):
      guard size < call.arguments.count else { return .unknown }
      let memory = allocate(call.arguments[size])
      perform(.store(memory, into: place(item(call.arguments[0])), .plain))
      // That memory runs out is another program's concern.
      return .number(0)
    case .frees:
      perform(.call(Call(.name("free"), arguments(call.arguments.prefix(1)))))
      return .unknown
    case .releases:
      guard case .local(let number)? = call.arguments.first?.value, isOnlyReference(number) else {
        return .unknown
      }
      perform(.call(Call(.name("free"), arguments(call.arguments.prefix(1)))))
      return .unknown
    case .computes(let operation):
      guard call.arguments.count >= 2 else { return .unknown }
      return .value(emit(.binary(operation, value(call.arguments[0]), value(call.arguments[1]))))
    case .computesChecked(let operation):
      guard call.arguments.count >= 2 else { return .unknown }
      let type = call.arguments[0].type
      let result = emit(.binary(operation, value(call.arguments[0]), value(call.arguments[1])))
      let second = offset(of: 1, in: .structure([type, .integer(bits: 1)], isPacked: false))
      return .tuple([0: .value(result), second: .unknown])
    case .library(let name):
      perform(.call(Call(.name(name), arguments(call.arguments.prefix(3)))))
      return call.arguments.first.map { item($0) } ?? .unknown
    case .enters:
      for argument in call.arguments {
        if case .local(let number) = argument.value, let local = frames[number] {
          perform(.enter(local))
        }
      }
      return .unknown
    case .leaves:
      for argument in call.arguments {
        if case .local(let number) = argument.value, let local = frames[number] {
          perform(.leave(local))
        }
      }
      return .unknown
    case .fence(let kind):
      if case .instruction(let name) = kind, let option = call.arguments.first,
        case .integer(let number) = option.value
      {
        perform(.fence(.instruction(name + " " + IRRuntime.option(number))))
      } else {
        perform(.fence(kind))
      }
      return .unknown
    case .traps:
      terminate(.unreachable)
      return .unknown
    }
  }

  /// Memory from Swift's allocator, which does not fail. Blocks that are allocated at one place of the
  /// source, as copies of a loop's body are, are told apart by where the place seems to end.
  private mutating func allocate(_ size: IROperand) -> ValueID {
    let place = range
    let count = allocationsAt[place, default: 0]
    allocationsAt[place] = count + 1
    range.end.column = range.end.column &+ count
    defer { range = place }
    let memory = emit(.call(Call(.name("malloc"), arguments([size]))))
    return emit(.unary(.unwrap, memory))
  }

  /// Whether a name is the one reference to an object that the function made itself.
  private func isOnlyReference(_ number: Int) -> Bool {
    guard !shared.contains(number), case .call(let call)? = definitions[number],
      case .global(let symbol) = call.callee
    else { return false }
    if case .allocates? = IRRuntime.meaning(context.names.target(symbol)) { return true }
    return false
  }

  // MARK: Assembly

  private mutating func lower(_ assembly: IRAssembly, _ call: IRCall) -> Item {
    if assembly.text.isEmpty, !assembly.clobbersMemory, call.result == .void { return .unknown }
    var operands: [ValueID] = []
    for argument in call.arguments where argument.type != .other {
      operands.append(
        argument.type.isPointer && isIndirect(assembly) ? place(item(argument)) : value(argument))
    }
    let kind = Operation.Kind.assembly(
      text: IRFunctionLowering.written(assembly.text), clobbersMemory: assembly.clobbersMemory,
      isVolatile: assembly.isVolatile, operands: operands)
    guard call.result != .void else {
      perform(kind)
      return .unknown
    }
    // The operation's value is its first result; nothing is known about more of them.
    return .value(emit(kind))
  }

  private func isIndirect(_ assembly: IRAssembly) -> Bool {
    assembly.constraints.split(separator: ",").contains { $0.contains("*") }
  }

  /// The text as C writes it: `$0` is `%0`, `${0:w}` is `%w0`, `$$` is `$`.
  static func written(_ template: String) -> String {
    guard template.utf8.contains(Ascii.dollar) else { return template }
    var text: [UInt8] = []
    var rest = Array(template.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == Ascii.dollar, let next = rest.first else {
        text.append(byte)
        continue
      }
      if next == Ascii.leftBrace, let close = rest.firstIndex(of: Ascii.rightBrace) {
        let inside = rest[(rest.startIndex + 1)..<close].split(separator: Ascii.colon)
        rest = rest[(close + 1)...]
        text.append(UInt8(ascii: "%"))
        if inside.count > 1 { text += inside[1] }
        text += inside.first ?? []
      } else if next == Ascii.dollar {
        text.append(next)
        rest.removeFirst()
      } else {
        text.append(Ascii.isDigit(next) ? UInt8(ascii: "%") : byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
