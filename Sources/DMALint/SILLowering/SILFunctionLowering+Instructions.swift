/// What the instructions inside a block do.
extension SILFunctionLowering {
  mutating func lower(_ instruction: SILInstruction) {
    switch instruction.opcode {
    case "alloc_stack": allocateStack(instruction)
    case "dealloc_stack": deallocateStack(instruction)
    case "alloc_box": allocateBox(instruction)
    case "project_box", "project_existential_box": projectBox(instruction)
    case "dealloc_box": endBox(instruction)
    case "alloc_ref", "alloc_ref_dynamic": allocateObject(instruction)
    case "alloc_global": break
    case "global_addr": globalAddress(instruction)
    case "global_value": globalValue(instruction)
    case "function_ref", "dynamic_function_ref", "prev_dynamic_function_ref":
      noteOnce(instruction)
      define(instruction, .function(instruction.symbol ?? ""))
    case "class_method", "super_method", "witness_method", "objc_method", "objc_super_method":
      define(instruction, method(instruction.member ?? ""))
    case "metatype", "value_metatype", "existential_metatype":
      define(
        instruction, instruction.type.flatMap(SILTypeReader.type).map { .type($0) } ?? .nothing)

    case "integer_literal": integerLiteral(instruction)
    case "float_literal": define(instruction, emit(.float))
    case "string_literal": stringLiteral(instruction)
    case "struct": makeStruct(instruction)
    case "tuple": makeTuple(instruction)
    case "enum": makeEnum(instruction)
    case "struct_extract": extractMember(instruction)
    case "tuple_extract": extractElement(instruction)
    case "destructure_struct", "destructure_tuple": destructure(instruction)
    case "unchecked_enum_data", "unchecked_take_enum_data_addr", "init_enum_data_addr":
      enumData(instruction)
    case "inject_enum_addr": injectEnum(instruction)
    case "select_enum", "select_enum_addr": selectEnum(instruction)
    case "select_value": define(instruction, emit(.unknown))

    case "struct_element_addr": memberAddress(instruction)
    case "tuple_element_addr": elementAddress(instruction)
    case "ref_element_addr": fieldAddress(instruction)
    case "ref_tail_addr", "tail_addr": tailAddress(instruction)
    case "vector_base_addr": alias(instruction)
    case "index_addr": indexAddress(instruction)
    case "index_raw_pointer": indexPointer(instruction)
    case "address_to_pointer": addressToPointer(instruction)
    case "pointer_to_address": pointerToAddress(instruction)

    case "load", "load_borrow", "load_weak", "load_unowned": load(instruction)
    case "store", "store_borrow", "assign", "store_weak", "store_unowned": store(instruction)
    case "assign_by_wrapper", "assign_or_init": break
    case "copy_addr", "explicit_copy_addr", "copy_block": copyAddress(instruction)
    case "debug_value": nameValue(instruction)

    case "strong_retain", "retain_value", "unmanaged_retain_value":
      if let value = instruction.operands.first { retained[root(value), default: 0] += 1 }
    case "strong_release", "release_value", "destroy_value", "unmanaged_release_value":
      release(instruction)
    case "destroy_addr": destroyAddress(instruction)
    case "dealloc_ref", "dealloc_partial_ref": break

    case "apply": apply(instruction)
    case "begin_apply": beginApply(instruction)
    case "partial_apply": partialApply(instruction)
    case "builtin": builtin(instruction)
    case "is_unique", "is_unique_addr", "begin_cow_mutation": copyOnWrite(instruction)
    default: lowerSimple(instruction)
    }
  }

  /// Instructions that hand their operand on, and those that mean nothing for memory.
  private mutating func lowerSimple(_ instruction: SILInstruction) {
    if SILOpcodes.forwarding.contains(instruction.opcode) { return alias(instruction) }
    if SILOpcodes.inert.contains(instruction.opcode) {
      for result in instruction.results { operands[result] = .nothing }
      return
    }
    if !SILOpcodes.opaque.contains(instruction.opcode) {
      gap("the instruction '\(instruction.opcode)' is not understood", instruction.line)
    }
    for result in instruction.results { operands[result] = .value(emit(.unknown)) }
  }

  mutating func define(_ instruction: SILInstruction, _ operand: SILOperand) {
    if let result = instruction.results.first { operands[result] = operand }
  }

  mutating func define(_ instruction: SILInstruction, _ value: ValueID) {
    define(instruction, .value(value))
  }

  mutating func alias(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else {
      return define(instruction, SILOperand.nothing)
    }
    if let result = instruction.results.first {
      aliases[result] = root(operand)
      if strings.contains(operand) { strings.insert(result) }
    }
    define(instruction, operands[operand] ?? .nothing)
  }

  /// The value that another one hands on.
  func root(_ value: UInt32) -> UInt32 { aliases[value] ?? value }

  // MARK: Storage

  private mutating func declare(_ instruction: SILInstruction, _ type: FlowType?) -> LocalID {
    var name = instruction.variableName ?? ""
    let isSequence = name.hasPrefix("$") && name.hasSuffix("$generator")
    if name.utf8.first == UInt8(ascii: "$") { name = "" }
    let local = addLocal(name, type)
    // What a loop goes through, as the lowering of source names it.
    if isSequence { function.locals[Int(local.index)].name = "sequence" }
    function.locals[Int(local.index)].isLet = instruction.tokens.contains(.word("let"))
    if name == "self", self.name.kind == .initializer || self.name.kind == .allocatingInitializer,
      function.selfLocal == nil, type?.name == function.owner
    {
      // What an initialiser of a value fills is the value.
      function.kind = .initializer
      function.selfLocal = local
    }
    return local
  }

  private mutating func allocateStack(_ instruction: SILInstruction) {
    let type = instruction.type.flatMap(SILTypeReader.type)
    let local = declare(instruction, type)
    emitVoid(.enter(local))
    if let result = instruction.results.first { stackLocals[result] = local }
    define(instruction, .place(emit(.local(local)), type))
  }

  private mutating func deallocateStack(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first, let local = stackLocals[operand] else { return }
    if isEndWrittenOut(local) { return }
    emitVoid(.leave(local))
  }

  private mutating func allocateBox(_ instruction: SILInstruction) {
    let type = instruction.type.flatMap(SILTypeReader.type)
    let local = declare(instruction, type)
    emitVoid(.enter(local))
    if let result = instruction.results.first { stackLocals[result] = local }
    define(instruction, .box(emit(.local(local)), type))
  }

  private mutating func projectBox(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    if case .box(let place, let type)? = operands[operand] {
      define(instruction, .place(place, type))
    } else {
      alias(instruction)
    }
  }

  private mutating func endBox(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first, let local = stackLocals[root(operand)] else {
      return
    }
    if isEndWrittenOut(local) { return }
    emitVoid(.leave(local))
  }

  private mutating func allocateObject(_ instruction: SILInstruction) {
    guard let type = instruction.type.flatMap(SILTypeReader.type) else {
      return define(instruction, emit(.unknown))
    }
    define(instruction, emit(.call(Call(.initializer(type)))))
  }

  private mutating func globalAddress(_ instruction: SILInstruction) {
    let symbol = instruction.symbol ?? ""
    let global = unit.global(symbol)
    define(instruction, .place(emit(.global(global?.name ?? symbol)), global?.type))
    if SILSymbol.isOnceInitializer(entry.symbol), let result = instruction.results.first {
      initialised = result
      unit.note(onceInitializer: entry.symbol, of: symbol)
    }
  }

  private mutating func globalValue(_ instruction: SILInstruction) {
    let symbol = instruction.symbol ?? ""
    define(instruction, emit(.load(emit(.global(unit.global(symbol)?.name ?? symbol)), .plain)))
  }

  private func noteOnce(_ instruction: SILInstruction) {}

  private func method(_ member: String) -> SILOperand {
    let part = member.utf8.split(separator: UInt8(ascii: "!")).dropFirst().first.map {
      String(Substring($0))
    }
    let accessor: SILOperand.Accessor =
      switch part {
      case "getter": .getter
      case "setter": .setter
      case "modify", "read", "yielding_mutate", "yielding_borrow": .address
      default: .none
      }
    return .method(methodName(member), accessor)
  }

  private func methodName(_ member: String) -> String {
    // `P.start` or `Driver.send!foreign`
    if let quote = member.utf8.firstIndex(of: UInt8(ascii: "\"")) {
      // `Equatable."!="`
      let name = member.utf8[member.utf8.index(after: quote)...]
      return String(Substring(name.prefix { $0 != UInt8(ascii: "\"") }))
    }
    let path = member.utf8.split(separator: UInt8(ascii: "!")).first ?? Substring(member).utf8
    return String(Substring(path.split(separator: UInt8(ascii: ".")).last ?? path))
  }

  // MARK: Literals and wrappers

  private mutating func integerLiteral(_ instruction: SILInstruction) {
    let number = instruction.number ?? 0
    let type = instruction.type ?? ""
    if type == "Builtin.Int1" {
      if let result = instruction.results.first { booleans[result] = number != 0 }
      return define(instruction, emit(.boolean(number != 0)))
    }
    var width = 64
    if type.utf8.starts(with: "Builtin.Int".utf8), let digits = Int(type.dropFirst(11)) {
      width = digits
    } else if type == "Builtin.Word" {
      width = 32
    }
    define(instruction, .integer(emit(.integer(number)), number, width: width))
  }

  private mutating func stringLiteral(_ instruction: SILInstruction) {
    var count: Int?
    for token in instruction.tokens {
      if case .string(let text) = token { count = text.utf8.count }
    }
    define(instruction, emit(.string(byteCount: count)))
    if let result = instruction.results.first { strings.insert(result) }
  }

  /// A negative literal in an unsigned wrapper, as the source writes it.
  private mutating func unsigned(_ operand: SILOperand) -> SILOperand {
    guard case .integer(_, let number, let width) = operand, number < 0, (1..<64).contains(width)
    else { return operand }
    let positive = number & ((1 << Int64(width)) &- 1)
    return .integer(emit(.integer(positive)), positive, width: width)
  }

  private mutating func makeStruct(_ instruction: SILInstruction) {
    let text = instruction.type ?? ""
    guard let type = SILTypeReader.type(text) else { return alias(instruction) }
    let parts = instruction.operands
    if unit.types[type.name] == nil {
      if type.name == "VolatileMappedRegister", let raw = parts.first {
        return define(
          instruction, construct(type, [("unsafeBitPattern", .value, plain(unsignedOf(raw)))]))
      }
      if type.name.utf8.starts(with: "UInt".utf8), let only = parts.first, parts.count == 1 {
        return define(instruction, unsignedOf(only))
      }
      if isPointer(type.name), let only = parts.first {
        return makePointer(instruction, type, only)
      }
      if isBufferPointer(type.name), parts.count == 2 {
        let start = plain(parts[0])
        let count = plain(parts[1])
        return define(
          instruction, construct(type, [("start", .value, start), ("count", .value, count)]))
      }
      if type.name == "Range" || type.name == "ClosedRange", parts.count == 2 {
        return define(
          instruction,
          emit(.binary(type.name == "Range" ? "..<" : "...", plain(parts[0]), plain(parts[1]))))
      }
      if type.name == "StaticString" || parts.count == 1 { return alias(instruction) }
    }
    let members = memberNames(of: type, count: parts.count)
    let elements = parts.enumerated().map { index, part in
      CallArgument(
        label: index < members.count ? members[index] : String(index), plain(part), range: here)
    }
    define(instruction, emit(.aggregate(type, elements)))
  }

  /// What the stored members of a structure are called. A type of C is not declared in a dump: the
  /// initialiser that takes all of its members says their names.
  private func memberNames(of type: FlowType, count: Int) -> [String] {
    if let known = unit.types[type.name] {
      return known.members.filter { !$0.isStatic }.map(\.name)
    }
    guard name.kind == .initializer, name.owner == type.name, name.labels.count == count else {
      return []
    }
    return name.labels.enumerated().map { $1 ?? String($0) }
  }

  mutating func unsignedOf(_ value: UInt32) -> SILOperand {
    unsigned(operands[value] ?? .nothing)
  }

  mutating func construct(
    _ type: FlowType, _ arguments: [(String?, CallArgument.Passing, ValueID)]
  ) -> ValueID {
    emit(
      .call(
        Call(
          .initializer(type),
          arguments.map { CallArgument(label: $0.0, $0.2, passing: $0.1, range: here) })))
  }

  func isPointer(_ name: String) -> Bool {
    [
      "UnsafeMutablePointer", "UnsafePointer", "UnsafeRawPointer", "UnsafeMutableRawPointer",
      "OpaquePointer",
    ].contains(name)
  }

  func isBufferPointer(_ name: String) -> Bool {
    [
      "UnsafeMutableBufferPointer", "UnsafeBufferPointer", "UnsafeRawBufferPointer",
      "UnsafeMutableRawBufferPointer", "Span", "MutableSpan", "RawSpan", "MutableRawSpan",
    ]
    .contains(name)
  }

  private mutating func makePointer(
    _ instruction: SILInstruction, _ type: FlowType, _ only: UInt32
  ) {
    switch unsignedOf(only) {
    case .borrowed(let value, let place, let element):
      define(instruction, .borrowed(value, place: place, element))
    case .integer(let value, _, _):
      define(instruction, construct(type, [("bitPattern", .value, value)]))
    case .value(let value): define(instruction, construct(type, [(nil, .value, value)]))
    case let other: define(instruction, other)
    }
  }

  private mutating func makeTuple(_ instruction: SILInstruction) {
    define(instruction, .tuple(instruction.operands.map { operands[$0] ?? .nothing }))
  }

  private mutating func makeEnum(_ instruction: SILInstruction) {
    let member = instruction.member ?? ""
    if isOptional(member) {
      if instruction.operands.isEmpty { return define(instruction, emit(.nilLiteral)) }
      return alias(instruction)
    }
    let type = instruction.type.flatMap(SILTypeReader.type)
    guard let payload = instruction.operands.first else {
      return define(
        instruction, emit(.implicitMember(name: caseName(member), type: type)))
    }
    let arguments: [CallArgument]
    if case .tuple(let parts)? = operands[payload] {
      arguments = parts.map { CallArgument(plain($0), range: here) }
    } else {
      arguments = [CallArgument(plain(payload), range: here)]
    }
    define(
      instruction,
      emit(.call(Call(.implicitMember(name: caseName(member), type: type), arguments))))
  }

  private mutating func extractMember(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    let (owner, member) = split(instruction.member ?? "")
    if unit.types[owner] == nil {
      if owner == "VolatileMappedRegister" {
        return define(instruction, .register(plain(operand)))
      }
      if member == "_startPtrOrData", let result = instruction.results.first {
        strings.insert(result)
      }
      if SILOpcodes.wrapped.contains(member) { return alias(instruction) }
      if owner == "Array" || owner == "_ContiguousArrayBuffer" {
        switch operands[operand] {
        case .elements?, .firstElement?: return alias(instruction)
        case .place?, .value?, .nothing?, .integer?, .borrowed?, .addressor?, .box?, .scratch?,
          .slot?,
          .tuple?, .function?, .method?, .type?, .register?, .atomic?, nil:
          return define(
            instruction, .elements(of: plain(operand), isPlace: false, isFresh: false))
        }
      }
    }
    let name =
      member == "_position" || member == "_pointer" || member == "_start"
      ? "baseAddress" : member == "_count" ? "count" : member
    define(instruction, emit(.load(emit(.member(base: plain(operand), name: name)), .plain)))
  }

  func split(_ member: String) -> (String, String) {
    let parts = member.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
    guard let last = parts.last else { return ("", "") }
    return (parts.dropLast().joined(separator: "."), last)
  }

  private mutating func extractElement(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    let index = Int(clamping: instruction.number ?? 0)
    define(instruction, element(index, of: operand))
  }

  private mutating func element(_ index: Int, of operand: UInt32) -> SILOperand {
    if case .tuple(let parts)? = operands[operand], parts.indices.contains(index) {
      return parts[index]
    }
    return .value(
      emit(.load(emit(.member(base: plain(operand), name: String(index))), .plain)))
  }

  private mutating func destructure(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    for (index, result) in instruction.results.enumerated() {
      operands[result] = element(index, of: operand)
    }
  }

  private mutating func enumData(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first else { return }
    let member = instruction.member ?? ""
    if isOptional(member) || instruction.opcode == "init_enum_data_addr" {
      return alias(instruction)
    }
    let value: ValueID
    if instruction.opcode == "unchecked_take_enum_data_addr", let place = place(operand) {
      value = emit(.load(place, .plain))
    } else {
      value = plain(operand)
    }
    let payload = emit(.payload(value, name: caseName(member), index: 0))
    if instruction.opcode == "unchecked_take_enum_data_addr" {
      let local = addLocal("", nil)
      let place = emit(.local(local))
      emitVoid(.store(payload, into: place, .plain))
      define(instruction, .place(place, nil))
    } else {
      define(instruction, payload)
    }
  }

  private mutating func injectEnum(_ instruction: SILInstruction) {
    guard let operand = instruction.operands.first, let place = place(operand) else { return }
    let member = instruction.member ?? ""
    if isOptional(member) {
      if caseName(member) == "none" { emitVoid(.store(emit(.nilLiteral), into: place, .plain)) }
    } else {
      emitVoid(
        .store(
          emit(.implicitMember(name: caseName(member), type: nil)), into: place, .plain))
    }
  }
}
