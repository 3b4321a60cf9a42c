/// Addresses, accesses and the ends of values.
extension SILFunctionLowering {
  mutating func memberAddress(_ instruction: SILInstruction) {
    inherit(instruction)
    guard let operand = instruction.operands.first else { return }
    let (owner, member) = split(instruction.member ?? "")
    if unit.types[owner] == nil {
      if owner == "Array" || owner == "_ContiguousArrayBuffer" {
        if case .elements? = operands[operand] { return alias(instruction) }
        guard let place = place(operand) else { return alias(instruction) }
        return define(instruction, .elements(of: place, isPlace: true, isFresh: false))
      }
      if SILOpcodes.wrapped.contains(member) || owner == "InlineArray" { return alias(instruction) }
    }
    guard let base = place(operand) else { return define(instruction, SILOperand.scratch) }
    let type = unit.types[owner]?.members.first { $0.name == member }?.type
    define(instruction, .place(emit(.member(base: base, name: member)), type))
  }

  mutating func elementAddress(_ instruction: SILInstruction) {
    inherit(instruction)
    guard let operand = instruction.operands.first else { return }
    let index = instruction.number ?? 0
    guard let base = place(operand) else { return define(instruction, SILOperand.scratch) }
    var type: FlowType?
    if case .place(_, let tuple?)? = operands[operand], tuple.name == "Tuple",
      tuple.arguments.indices.contains(Int(clamping: index))
    {
      type = tuple.arguments[Int(clamping: index)]
    }
    define(instruction, .place(emit(.member(base: base, name: String(index))), type))
  }

  mutating func fieldAddress(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    let (owner, member) = split(instruction.member ?? "")
    let type = unit.types[owner]?.members.first { $0.name == member }?.type
    define(instruction, .place(emit(.member(base: plain(operand), name: member)), type))
  }

  mutating func tailAddress(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    let type = instruction.type.flatMap(SILTypeReader.type)
    if case .elements(let array, let isPlace, let isFresh)? = operands[operand] {
      define(instruction, .firstElement(of: array, isPlace: isPlace, isFresh: isFresh, type))
    } else {
      define(instruction, .place(emit(.member(base: plain(operand), name: "elements")), type))
    }
  }

  /// A part of what a pointer points to is that, too.
  private mutating func inherit(_ instruction: SILInstruction) {
    guard let base = instruction.operands.first, let result = instruction.results.first else {
      return
    }
    if pointers[root(base)] != nil || pointees.contains(root(base)) { pointees.insert(result) }
  }

  mutating func indexAddress(_ instruction: SILInstruction) {
    inherit(instruction)
    let values = instruction.operands
    guard values.count == 2 else { return alias(instruction) }
    let index = CallArgument(plain(values[1]), range: here)
    switch operands[values[0]] {
    case .firstElement(let array, _, let isFresh, let type)?:
      if isFresh { return define(instruction, SILOperand.slot(of: array)) }
      define(instruction, .place(emit(.element(base: array, arguments: [index])), type))
    case .scratch?, .slot?: define(instruction, SILOperand.scratch)
    case .place(let place, let type)?:
      if let pointer = pointers[root(values[0])] ?? elementPointer(place, type) {
        let element = emit(.element(base: pointer, arguments: [index]))
        elementPlaces.insert(element)
        define(instruction, .place(element, type))
      } else {
        define(instruction, .place(emit(.element(base: place, arguments: [index])), nil))
      }
    case .nothing?, .value?, .integer?, .borrowed?, .addressor?, .box?, .elements?, .tuple?,
      .function?, .method?, .type?, .register?, .atomic?, nil:
      define(
        instruction, .place(emit(.element(base: plain(values[0]), arguments: [index])), nil))
    }
  }

  /// What is counted from an element of a pointer are elements as that one, not parts of it.
  private mutating func elementPointer(_ place: ValueID, _ type: FlowType?) -> ValueID? {
    guard let type, elementPlaces.contains(place) else { return nil }
    return construct(
      FlowType("UnsafeMutablePointer", [type]), [(nil, .value, emit(.addressOf(place)))])
  }

  mutating func indexPointer(_ instruction: SILInstruction) {
    let values = instruction.operands
    guard values.count == 2 else { return alias(instruction) }
    let raw = construct(FlowType("UnsafeMutableRawPointer"), [(nil, .value, plain(values[0]))])
    define(instruction, emit(.binary("+", raw, plain(values[1]))))
  }

  mutating func addressToPointer(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    switch operands[operand] {
    case .place(let place, let type)?:
      if let pointer = pointers[root(operand)] { return define(instruction, pointer) }
      if pointees.contains(root(operand)) {
        return define(instruction, emit(.addressOf(place)))
      }
      define(instruction, .borrowed(emit(.addressOf(place)), place: place, type))
    case .firstElement(let array, let isPlace, _, let type)?:
      let value = isPlace ? emit(.load(array, .plain)) : array
      define(
        instruction, isPlace ? .borrowed(value, place: array, type) : .value(value))
    case .nothing?, .value?, .integer?, .borrowed?, .addressor?, .box?, .elements?, .tuple?,
      .function?, .method?, .type?, .register?, .atomic?, .scratch?, .slot?, nil:
      alias(instruction)
    }
  }

  mutating func pointerToAddress(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first, let result = instruction.results.first else {
      return
    }
    let type = instruction.type.flatMap(SILTypeReader.type)
    switch operands[operand] {
    case .addressor(let symbol)?:
      define(
        instruction, .place(emit(.global(unit.global(symbol)?.name ?? symbol)), type))
    case .borrowed(_, let place, _)?: define(instruction, .place(place, type))
    case .place(let place, _)?: define(instruction, .place(place, type))
    case .firstElement?, .scratch?, .slot?, .elements?: alias(instruction)
    default:
      let raw = plain(operands[operand].map { _ in unsignedOf(operand) } ?? .nothing)
      let pointer =
        type.map { construct(FlowType("UnsafeMutablePointer", [$0]), [(nil, .value, raw)]) } ?? raw
      pointers[result] = pointer
      define(instruction, .place(emit(.pointee(pointer, offset: 0)), type))
    }
  }

  // MARK: Accesses

  mutating func load(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    switch operands[operand] {
    case .elements?, .firstElement(_, _, true, _)?, .scratch?, .slot?: return alias(instruction)
    default: break
    }
    if let kept = contents[root(operand)] { return define(instruction, kept) }
    guard let place = place(operand) else { return define(instruction, emit(.unknown)) }
    if isMove(instruction) { return define(instruction, emit(.take(place))) }
    define(instruction, emit(.load(place, .plain)))
  }

  /// Raw SIL copies noncopyable values that are moved; what is only looked at is copied, too, and the
  /// copy destroyed.
  private mutating func isMove(_ instruction: SILInstruction) -> Bool {
    guard let operand = instruction.operands.first else { return false }
    if instruction.opcode == "copy_addr" {
      switch operands[operand] {
      case .place(_, let type?)?, .box(_, let type?)?:
        if isNoncopyable(type) {
          return unit.index.isRaw || instruction.tokens.contains(.attribute("take"))
        }
        // A parameter of a generic function may stand for a type of the program's that is not copied.
        return unit.hasNoncopyableTypes && instruction.tokens.contains(.attribute("take"))
          && type.arguments.isEmpty
          && unit.types[type.name] == nil
      default: return false
      }
    }
    guard unit.index.isRaw,
      instruction.tokens.contains(.attribute("copy"))
        || instruction.tokens.contains(.attribute("take")),
      let result = instruction.results.first
    else { return false }
    switch operands[operand] {
    case .place(_, let type?)?, .box(_, let type?)?: guard isNoncopyable(type) else { return false }
    default: return false
    }
    return !borrowedCopies.contains(result)
  }

  /// Finds the copies of values that are destroyed as they are.
  mutating func findBorrowedCopies() {
    guard unit.index.isRaw else { return }
    for block in source {
      for instruction in block.instructions {
        let operand = instruction.operands.first
        switch instruction.opcode {
        case "load" where instruction.tokens.contains(.attribute("copy")), "copy_value":
          if let result = instruction.results.first {
            copies[result] = result
          }
        case "move_value" where instruction.tokens.contains(.attribute("allows_diagnostics")): break
        case "destroy_value":
          if let operand, let copy = copies[operand] { borrowedCopies.insert(copy) }
        case let opcode where SILOpcodes.forwarding.contains(opcode):
          if let operand, let result = instruction.results.first {
            copies[result] = copies[operand]
          }
        default: break
        }
      }
    }
  }

  mutating func store(_ instruction: SILInstruction) {
    let values = instruction.operands
    guard values.count == 2 else { return }
    if let initialised, root(values[1]) == initialised {
      initialValue = plain(values[0])
      return
    }
    switch operands[values[1]] {
    case .slot(let array)?, .firstElement(let array, _, true, _)?:
      literals[array, default: []].append(CallArgument(plain(values[0]), range: here))
      return
    case .scratch?: return
    default: break
    }
    if case .tuple(let parts)? = operands[values[0]], parts.isEmpty { return }
    guard let place = place(values[1]) else { return }
    keep(operands[values[0]] ?? .nothing, in: values[1])
    emitVoid(.store(plain(values[0]), into: place, .plain))
    if instruction.opcode == "store_borrow" {
      if let local = stackLocals[root(values[1])] { lentTo.insert(local) }
      alias(instruction)
    }
  }

  mutating func copyAddress(_ instruction: SILInstruction) {
    let values = instruction.operands
    if values.count == 2, let from = place(values[0]) {
      switch operands[values[1]] {
      case .slot(let array)?, .firstElement(let array, _, true, _)?:
        let value = emit(.load(from, .plain))
        literals[array, default: []].append(CallArgument(value, range: here))
        return
      default: break
      }
    }
    guard values.count == 2, let from = place(values[0]), let to = place(values[1]) else { return }
    let value = emit(isMove(instruction) ? .take(from) : .load(from, .plain))
    if let initialised, root(values[1]) == initialised {
      initialValue = value
    } else {
      emitVoid(.store(value, into: to, .plain))
    }
  }

  /// A constant gets the name that the source gives it.
  mutating func nameValue(_ instruction: SILInstruction) {
    guard let value = instruction.operands.first, let name = instruction.variableName,
      name.utf8.first != UInt8(ascii: "$"), !instruction.tokens.contains(.word("argno")),
      holders[root(value)] == nil
    else { return }
    switch operands[value] {
    case .value?, .borrowed?: break
    default: return
    }
    let local = addLocal(name, nil)
    function.locals[Int(local.index)].isLet = true
    holders[root(value)] = local
    emitVoid(.enter(local))
    emitVoid(.store(plain(value), into: emit(.local(local)), .plain))
  }

  mutating func copyOnWrite(_ instruction: SILInstruction) {
    // The second result of `begin_cow_mutation` is the reference.
    if instruction.results.count == 2, let operand = instruction.operands.first {
      operands[instruction.results[0]] = .value(emit(.unknown))
      operands[instruction.results[1]] = operands[operand] ?? .nothing
    } else {
      define(instruction, emit(.unknown))
    }
  }

  // MARK: Ends

  func isNoncopyable(_ type: FlowType) -> Bool {
    if type.name == "Optional" { return type.arguments.contains { isNoncopyable($0) } }
    return unit.types[type.name]?.inherited.contains("~Copyable") == true
  }

  /// Whether the calls that end a noncopyable value stand in the dump: mostly not in raw SIL.
  func isEndWrittenOut(_ local: LocalID) -> Bool {
    guard let type = function.locals[Int(local.index)].type else { return false }
    // What was only lent is somebody else's.
    if lentTo.contains(local) { return isNoncopyable(type) }
    // What a deinitialiser ends is itself.
    if function.kind == .deinitializer, type.name == function.owner { return true }
    guard !unit.index.isRaw else { return false }
    return isNoncopyable(type)
  }

  /// A reference or a value with references is given up.
  mutating func release(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    let root = root(operand)
    if let copy = copies[operand], borrowedCopies.contains(copy) { return }
    if let count = retained[root], count > 0 {
      retained[root] = count - 1
      return
    }
    if let local = stackLocals[root] {
      if isEndWrittenOut(local) { return }
      emitVoid(.leave(local))
      return
    }
    if let holder = holders[root] {
      emitVoid(.leave(holder))
      return
    }
    guard case .value(let value)? = operands[operand] else { return }
    drop(value)
  }

  /// The value is given up: what nobody else holds ends.
  mutating func drop(_ value: ValueID) {
    let local = addLocal("", nil)
    emitVoid(.enter(local))
    let place = emit(.local(local))
    emitVoid(.store(value, into: place, .plain))
    _ = emit(.take(place))
  }

  mutating func destroyAddress(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    // A variable's storage ends right behind, and what is in it with it.
    if stackLocals[root(operand)] != nil { return }
    if case .place(let place, let type?)? = operands[operand], isNoncopyable(type) {
      _ = emit(.take(place))
    }
  }
}
