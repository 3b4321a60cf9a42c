/// The compiler's own functions.
extension SILFunctionLowering {
  mutating func builtin(_ instruction: SILInstruction) {
    var name = ""
    for token in instruction.tokens {
      if case .string(let text) = token {
        name = text
        break
      }
    }
    let values = instruction.operands
    if name.hasPrefix("atomic") || name.hasPrefix("cmpxchg") {
      return atomic(instruction, name, values)
    }
    if name.hasPrefix("fence") { return fence(instruction, name) }
    if let op = comparison(name) ?? arithmetic(name), values.count >= 2 {
      return compute(instruction, name, op, values)
    }
    if name.hasPrefix("ptrtoint") || name.hasPrefix("trunc"), let value = values.first,
      strings.contains(value)
    {
      return alias(instruction)
    }
    if name.hasPrefix("ptrtoint"), let value = values.first {
      return define(
        instruction, construct(FlowType("UInt"), [("bitPattern", .value, plain(value))]))
    }
    if name.hasPrefix("inttoptr"), let value = values.first {
      if strings.contains(value) {
        let place = emit(.member(base: plain(value), name: "utf8Start"))
        return define(instruction, emit(.load(place, .plain)))
      }
      return define(instruction, unsignedOf(value))
    }
    if name.hasPrefix("trunc"), let value = values.first {
      return truncate(instruction, name, value)
    }
    if name.contains("_checked_trunc"), let value = values.first {
      return define(
        instruction, .tuple([operands[value] ?? .nothing, .value(emit(.boolean(false)))]))
    }
    for prefix in [
      "zext", "sext", "int_expect", "expect", "assumeNonNegative", "assume", "bitcast",
      "reinterpretCast", "identity", "addressof", "addressOfBorrow", "freeze",
    ] where name.hasPrefix(prefix) {
      return alias(instruction)
    }
    switch name {
    case "addressOfRawLayout":
      guard let value = values.first, let place = place(value) else { return alias(instruction) }
      if let initialised, root(value) == initialised {
        return define(instruction, SILOperand.scratch)
      }
      define(instruction, .atomic(emit(.member(base: place, name: "value"))))
    case "stackAlloc", "unprotectedStackAlloc", "allocRaw": allocate(instruction, name, values)
    case "stackDealloc": break
    case "deallocRaw":
      if let value = values.first {
        let pointer = plain(value)
        _ = emit(.call(Call(.method(pointer, name: "deallocate"))))
      }
    case "zeroInitializer", "prepareInitialization", "once", "onFastPath", "once_with_context",
      "unreachable", "poundAssert", "willThrow":
      define(instruction, SILOperand.nothing)
      if name == "zeroInitializer", values.isEmpty { define(instruction, emit(.integer(0))) }
    default:
      define(instruction, emit(.unknown))
    }
  }

  private mutating func allocate(_ instruction: SILInstruction, _ name: String, _ values: [UInt32])
  {
    if name == "allocRaw" {
      let count = values.first.map { plain($0) } ?? emit(.unknown)
      let call = Call(
        .staticMethod(FlowType("UnsafeMutableRawPointer"), name: "allocate"),
        [CallArgument(label: "byteCount", count, range: here)])
      return define(instruction, emit(.call(call)))
    }
    // Stack memory of a temporary allocation.
    var size: UInt32?
    if values.count == 3, case .integer(_, let capacity, _)? = operands[values[0]],
      case .integer(_, let stride, _)? = operands[values[1]]
    {
      size = UInt32(clamping: capacity &* stride)
    }
    let local = addLocal("", nil)
    function.locals[Int(local.index)].size = size
    emitVoid(.enter(local))
    let place = emit(.local(local))
    define(instruction, .borrowed(emit(.addressOf(place)), place: place, nil))
  }

  private mutating func truncate(_ instruction: SILInstruction, _ name: String, _ value: UInt32) {
    var target = "UInt"
    for width in ["8", "16", "32", "64"] where name.hasSuffix("_Int" + width) { target += width }
    if name.hasSuffix("_Int1") { return alias(instruction) }
    guard target != "UInt", case .integer(let id, let number, _)? = operands[value] else {
      guard target != "UInt" else { return alias(instruction) }
      return define(
        instruction,
        construct(FlowType(target), [("truncatingIfNeeded", .value, plain(value))]))
    }
    let width = Int(target.dropFirst(4)) ?? 64
    if number >= 0, width < 63, number < 1 << Int64(width) {
      return define(instruction, .integer(id, number, width: width))
    }
    define(
      instruction, construct(FlowType(target), [("truncatingIfNeeded", .value, id)]))
  }

  private func comparison(_ name: String) -> String? {
    guard name.hasPrefix("cmp_") else { return nil }
    switch name.dropFirst(4).prefix(2) {
    case "eq": return "=="
    case "ne": return "!="
    default: break
    }
    switch name.dropFirst(5).prefix(2) {
    case "lt": return "<"
    case "le": return "<="
    case "gt": return ">"
    case "ge": return ">="
    default: return nil
    }
  }

  private func arithmetic(_ name: String) -> String? {
    let table: [(String, String)] = [
      ("sadd_with_overflow", "+"), ("uadd_with_overflow", "+"), ("ssub_with_overflow", "-"),
      ("usub_with_overflow", "-"), ("smul_with_overflow", "*"), ("umul_with_overflow", "*"),
      ("add_", "+"), ("sub_", "-"), ("mul_", "*"), ("sdiv", "/"), ("udiv", "/"), ("srem", "%"),
      ("urem", "%"), ("and_", "&"), ("or_", "|"), ("xor_", "^"), ("shl_", "<<"), ("lshr_", ">>"),
      ("ashr_", ">>"),
    ]
    return table.first { name.hasPrefix($0.0) }?.1
  }

  private mutating func compute(
    _ instruction: SILInstruction, _ name: String, _ op: String, _ values: [UInt32]
  ) {
    if op == "^", name == "xor_Int1" {
      return define(instruction, emit(.unary(.not, plain(values[0]))))
    }
    // Comparisons as unsigned see literals as the source writes them.
    let isUnsigned =
      name.hasPrefix("cmp_u") || name.hasPrefix("u") || "&|^".contains(op) || op == "<<"
    let a = plain(isUnsigned ? unsignedOf(values[0]) : operands[values[0]] ?? .nothing)
    let b = plain(isUnsigned ? unsignedOf(values[1]) : operands[values[1]] ?? .nothing)
    let result = emit(.binary(op, a, b))
    if name.contains("_with_overflow") {
      define(instruction, .tuple([.value(result), .value(emit(.boolean(false)))]))
    } else {
      define(instruction, result)
    }
  }

  private mutating func fence(_ instruction: SILInstruction, _ name: String) {
    define(instruction, SILOperand.nothing)
    if name.hasSuffix("_singlethread") { return emitVoid(.fence(.signal)) }
    emitVoid(.fence(.atomic(ordering(name))))
  }

  private func ordering(_ name: String) -> FenceKind.Ordering {
    for part in name.split(separator: "_") {
      switch part {
      case "acquire": return .acquiring
      case "release": return .releasing
      case "acqrel": return .acquiringAndReleasing
      case "seqcst": return .sequentiallyConsistent
      case "monotonic": return .relaxed
      default: continue
      }
    }
    return .sequentiallyConsistent
  }

  private mutating func atomic(_ instruction: SILInstruction, _ name: String, _ values: [UInt32]) {
    guard let address = values.first else { return define(instruction, emit(.unknown)) }
    let isVolatile = name.contains("_volatile")
    let mode: AccessMode = isVolatile ? .volatile : .atomic(ordering(name))
    let isLoad = name.hasPrefix("atomicload")
    let isStore = name.hasPrefix("atomicstore")
    if case .register(let register)? = operands[address], isVolatile, isLoad || isStore {
      if isLoad {
        return define(instruction, emit(.call(Call(.method(register, name: "load")))))
      }
      let value = values.count > 1 ? plain(unsignedOf(values[1])) : emit(.unknown)
      var call = Call(.method(register, name: "store"), [CallArgument(value, range: here)])
      call.isResultUnused = true
      emitVoid(.call(call))
      return define(instruction, SILOperand.nothing)
    }
    if isVolatile, isLoad || isStore {
      // The register's address without its wrapper.
      let width = name.hasSuffix("Int8") ? "UInt8" : name.hasSuffix("Int16") ? "UInt16" : "UInt32"
      let register = construct(
        FlowType("VolatileMappedRegister", [FlowType(width)]),
        [("unsafeBitPattern", .value, plain(unsignedOf(address)))])
      operands[address] = .register(register)
      return atomic(instruction, name, values)
    }
    guard let place = place(address) else { return define(instruction, emit(.unknown)) }
    if isLoad { return define(instruction, emit(.load(place, mode))) }
    if isStore {
      let value = values.count > 1 ? plain(values[1]) : emit(.unknown)
      emitVoid(.store(value, into: place, mode))
      return define(instruction, SILOperand.nothing)
    }
    let old = emit(.load(place, mode))
    if name.hasPrefix("cmpxchg") {
      let isEqual = values.count > 1 ? emit(.binary("==", old, plain(values[1]))) : emit(.unknown)
      emitVoid(.store(emit(.unknown), into: place, mode))
      return define(instruction, .tuple([.value(old), .value(isEqual)]))
    }
    let isExchange = name.hasPrefix("atomicrmw_xchg") && values.count > 1
    emitVoid(.store(isExchange ? plain(values[1]) : emit(.unknown), into: place, mode))
    define(instruction, old)
  }
}
