/// Calls of the standard library by the names that the analysis knows.
extension SILFunctionLowering {
  mutating func library(
    _ symbol: String, _ name: SILName, _ arguments: [UInt32?], _ conventions: [String],
    _ type: SILFunctionType, _ outs: [UInt32], _ generics: [FlowType]
  ) -> Prepared {
    func done(_ operand: SILOperand) -> Prepared { .done(operand, outs: outs) }
    var given = arguments
    var receiver: UInt32?
    if name.owner != nil, type.hasSelf, let last = given.popLast() { receiver = last }
    if name.labels.count == given.count + 1, receiver != nil, !type.hasSelf { receiver = nil }
    let owner = name.owner.map { SILName($0).base } ?? ""
    switch name.kind {
    case .initializer, .allocatingInitializer:
      return libraryInitializer(name, owner, given, receiver, type, outs)
    case .getter, .read:
      guard let receiver else {
        return done(.value(emit(.implicitMember(name: name.base, type: FlowType(owner)))))
      }
      if case .type(let type)? = operands[receiver] {
        return done(.value(emit(.implicitMember(name: name.base, type: type))))
      }
      if name.base == "subscript" {
        return done(.value(emit(.load(element(receiver, given), .plain))))
      }
      return done(.value(property(name.base, of: receiver)))
    case .setter, .modify, .addressor:
      guard let receiver else { return done(.value(emit(.unknown))) }
      if name.base == "subscript" {
        if name.kind == .setter, let value = given.first ?? nil {
          let place = element(receiver, Array(given.dropFirst()))
          emitVoid(.store(plain(value), into: place, .plain))
          return done(.nothing)
        }
        return done(.place(element(receiver, given), nil))
      }
      let member = emit(.member(base: base(receiver), name: name.base))
      if name.kind == .setter, let value = given.first ?? nil {
        emitVoid(.store(plain(value), into: member, .plain))
        return done(.nothing)
      }
      return done(.place(member, nil))
    case .deinitializer, .deallocator, .closure, .deferred, .other:
      return done(.value(emit(.unknown)))
    case .function: break
    }
    let made = generics.first ?? type.resultType?.arguments.first?.arguments.first
    if let operand = arrayInternal(name.base, given, receiver, element: made) {
      return done(operand)
    }
    if let operand = pointerConversion(name.base, given) { return done(operand) }
    if isOperator(name.base) { return libraryOperator(name.base, arguments, outs) }
    switch name.base {
    case "makeIterator":
      return done(receiver.map { .value(loaded($0)) } ?? .nothing)
    case "next":
      if let receiver, case .place(let iterator, _)? = operands[receiver] {
        return done(.value(emit(.next(iterator))))
      }
      return done(.value(emit(.unknown)))
    case "atomicMemoryFence":
      return .call(Call(.name(name.base), values(given, labels: name.labels)), outs: outs)
    case "_assertionFailure", "_fatalErrorMessage", "fatalError", "preconditionFailure",
      "_diagnoseUnexpectedNilOptional", "_preconditionFailure", "assertionFailure":
      return .call(Call(.name("fatalError")), outs: outs)
    case "swift_willThrowTyped", "swift_willThrow", "_checkIndex", "_precondition",
      "_debugPrecondition", "_internalInvariant":
      return done(.nothing)
    default: break
    }
    if name.base == "toggle", let receiver, case .place(let place, _)? = operands[receiver] {
      emitVoid(.store(emit(.unary(.not, emit(.load(place, .plain)))), into: place, .plain))
      return done(.nothing)
    }
    if let receiver {
      return libraryMethod(name, owner, given, receiver, type, outs, generics)
    }
    // A static method whose metatype was specialised away.
    if name.isStatic, !owner.isEmpty {
      let own = type.resultType.flatMap { $0.name == owner ? $0 : nil } ?? FlowType(owner, generics)
      return .call(
        Call(.staticMethod(own, name: name.base), values(given, labels: name.labels)), outs: outs)
    }
    if SILOpcodes.libraryFunctions.contains(name.base) {
      return .call(
        Call(.name(name.base), libraryArguments(name, given, conventions)), outs: outs)
    }
    return unknownLibrary(given, outs)
  }

  /// What nothing is known of but that it neither orders nor starts anything: closures that it gets
  /// are run.
  private mutating func unknownLibrary(_ given: [UInt32?], _ outs: [UInt32]) -> Prepared {
    for case .some(let number) in given {
      guard case .function(let symbol)? = operands[number], unit.functionIDs[symbol] != nil else {
        continue
      }
      return .call(Call(.value(plain(number)), []), outs: outs)
    }
    return .done(.value(emit(.unknown)), outs: outs)
  }

  mutating func base(_ number: UInt32) -> ValueID {
    switch operands[number] {
    case .place(let place, _)?, .box(let place, _)?: return place
    default: return plain(number)
    }
  }

  private mutating func property(_ name: String, of receiver: UInt32) -> ValueID {
    emit(.load(emit(.member(base: base(receiver), name: name)), .plain))
  }

  private mutating func element(_ receiver: UInt32, _ given: [UInt32?]) -> ValueID {
    let indices = given.map { number in
      CallArgument(number.map { loaded($0) } ?? emit(.unknown), range: here)
    }
    return emit(.element(base: base(receiver), arguments: indices))
  }

  /// The value of an argument that a generic function takes by address.
  private mutating func loaded(_ number: UInt32) -> ValueID {
    switch operands[number] {
    case .place(let place, _)?: return emit(.load(place, .plain))
    default: return plain(number)
    }
  }

  /// Arguments by value, as a call in the source has them.
  private mutating func values(_ given: [UInt32?], labels: [String?]) -> [CallArgument] {
    given.enumerated().map { index, number in
      let label = index < labels.count ? labels[index] : nil
      return CallArgument(label: label, number.map { loaded($0) } ?? emit(.unknown), range: here)
    }
  }

  private mutating func libraryArguments(
    _ name: SILName, _ given: [UInt32?], _ conventions: [String]
  ) -> [CallArgument] {
    let isMutable = name.base.utf8.starts(with: "withUnsafeMutable".utf8)
    let isInout = conventions.first?.hasPrefix("@inout") == true
    guard
      isMutable || isInout || name.base == "withUnsafePointer" || name.base == "withUnsafeBytes",
      let first = given.first ?? nil, case .place(let place, _)? = operands[first]
    else { return values(given, labels: name.labels) }
    // The first one is looked at where it is, and not read.
    let argument = CallArgument(
      label: name.labels.first ?? nil, place, passing: .address, range: here, place: place)
    return [argument]
      + values(Array(given.dropFirst()), labels: Array(name.labels.dropFirst()))
  }

  private mutating func libraryInitializer(
    _ name: SILName, _ owner: String, _ given: [UInt32?], _ receiver: UInt32?,
    _ type: SILFunctionType, _ outs: [UInt32]
  ) -> Prepared {
    var made = FlowType(owner)
    if let receiver, case .type(let metatype)? = operands[receiver] { made = metatype }
    if let result = type.resultType, result.name == owner || made.name == owner, outs.isEmpty,
      result.name != "Tuple"
    {
      made = result.name == "Optional" ? result.arguments.first ?? result : result
    }
    switch name.labels.first ?? nil {
    case "_builtinIntegerLiteral", "_builtinBooleanLiteral", "_builtinStringLiteral", "_":
      return .done(given.first.flatMap { $0 }.flatMap { operands[$0] } ?? .nothing, outs: outs)
    case "_builtinUnicodeScalarLiteral", "_builtinFloatLiteral":
      return .done(.value(emit(.unknown)), outs: outs)
    default: break
    }
    if name.labels == ["arrayLiteral"], unit.types[made.name] != nil,
      let list = given.first ?? nil, case .value(let value)? = operands[list],
      let elements = literals[value]
    {
      return .done(.value(emit(.aggregate(made, elements))), outs: outs)
    }
    if owner == "_OptionalNilComparisonType" {
      return .done(.value(emit(.nilLiteral)), outs: outs)
    }
    if name.labels == ["unsafeBitPattern"], made.name == "VolatileMappedRegister",
      let raw = given.first ?? nil
    {
      return .done(
        .value(construct(made, [("unsafeBitPattern", .value, plain(unsignedOf(raw)))])), outs: outs)
    }
    if let first = given.first ?? nil, given.count == 1, isPointer(made.name),
      case .borrowed(_, let place, _)? = operands[first]
    {
      return .done(.borrowed(plain(first), place: place, nil), outs: outs)
    }
    return .call(
      Call(.initializer(made), values(given, labels: name.labels)), outs: outs)
  }

  private mutating func libraryMethod(
    _ name: SILName, _ owner: String, _ given: [UInt32?], _ receiver: UInt32,
    _ type: SILFunctionType, _ outs: [UInt32], _ generics: [FlowType]
  ) -> Prepared {
    if case .scratch? = operands[receiver] { return .done(.nothing, outs: outs) }
    if case .type(let metatype)? = operands[receiver] {
      let own =
        metatype.arguments.isEmpty && !generics.isEmpty && metatype.name == owner
        ? FlowType(metatype.name, generics) : metatype
      return .call(
        Call(.staticMethod(own, name: name.base), values(given, labels: name.labels)), outs: outs)
    }
    if owner == "VolatileMappedRegister" || SILOpcodes.libraryMethods.contains(name.base) {
      let receiverValue = base(receiver)
      return .call(
        Call(.method(receiverValue, name: spelled(name)), values(given, labels: name.labels)),
        outs: outs)
    }
    return unknownLibrary(given, outs)
  }

  /// Some methods keep an older name as their symbol.
  private func spelled(_ name: SILName) -> String { name.base == "assign" ? "update" : name.base }

  /// An array literal with the elements that it has got.
  mutating func finalized(_ array: ValueID) -> ValueID {
    guard let elements = literals[array] else { return array }
    if let known = lists[array], known.count == elements.count { return known.list }
    let list = emit(.aggregate(freshArrays[array] ?? FlowType("Array"), elements))
    lists[array] = (list, elements.count)
    literals[list] = elements
    return list
  }

  /// What arrays do inside: bounds checks, uniqueness, storage.
  private mutating func arrayInternal(
    _ name: String, _ given: [UInt32?], _ receiver: UInt32?, element: FlowType?
  ) -> SILOperand? {
    switch name {
    case "_allocateUninitializedArray", "_allocateUninitialized", "_adoptStorage":
      // The storage, where there is one, comes before the count.
      if let count = given.last ?? nil, case .integer(_, 0, _)? = operands[count] {
        // `[]`
        let list = emit(.aggregate(FlowType("Array", element.map { [$0] } ?? []), []))
        return .tuple([.value(list), .nothing])
      }
      let count = given.last.flatMap { $0 }.map { plain($0) } ?? emit(.unknown)
      let array = construct(
        FlowType("Array", element.map { [$0] } ?? []),
        [("repeating", .value, emit(.integer(0))), ("count", .value, count)])
      freshArrays[array] = FlowType("Array", element.map { [$0] } ?? [])
      return .tuple([
        .elements(of: array, isPlace: false, isFresh: true),
        .firstElement(of: array, isPlace: false, isFresh: true, nil),
      ])
    case "_finalizeUninitializedArray":
      if let array = given.first ?? nil, case .elements(let value, _, true)? = operands[array] {
        return .value(finalized(value))
      }
      return given.first.flatMap { $0 }.flatMap { operands[$0] } ?? .nothing
    case "_makeMutableAndUnique", "_endMutation", "_checkSubscript", "_checkSubscript_mutating",
      "_hoistableIsNativeTypeChecked", "_checkSubscript_native":
      return .nothing
    case "reserveCapacity":
      // Part of a conversion to a pointer.
      if let count = given.first ?? nil, case .integer(_, 0, _)? = operands[count] {
        return .nothing
      }
      return nil
    default: return nil
    }
  }

  /// What the compiler does to an argument whose parameter is a pointer.
  private mutating func pointerConversion(_ name: String, _ given: [UInt32?]) -> SILOperand? {
    guard name.hasPrefix("_convert"), name.hasSuffix("PointerArgument"),
      let number = given.first ?? nil
    else { return nil }
    switch (name, operands[number]) {
    case ("_convertPointerToPointerArgument", .place(let place, _)?):
      // The pointer itself is handed over by its address.
      return contents[root(number)] ?? .value(emit(.load(place, .plain)))
    case ("_convertMutableArrayToPointerArgument", .place(let place, let type)?):
      return .borrowed(emit(.load(place, .plain)), place: place, type)
    case (_, let operand?): return operand
    case (_, nil): return nil
    }
  }

  func isOperator(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    return "+-*/%=<>!&|^~.".utf8.contains(first)
  }

  mutating func libraryOperator(_ name: String, _ given: [UInt32?], _ outs: [UInt32])
    -> Prepared
  {
    var arguments = given.compactMap { $0 }
    if let last = arguments.last, isMetatype(last) { arguments.removeLast() }
    guard let first = arguments.first else { return .done(.value(emit(.unknown)), outs: outs) }
    if arguments.count == 1 {
      let op: Operation.UnaryOperator =
        name == "!" ? .not : name == "-" ? .negate : name == "~" ? .complement : .other
      return .done(.value(emit(.unary(op, loaded(first)))), outs: outs)
    }
    var op = name
    if op.utf8.first == UInt8(ascii: "&"), op.utf8.count > 1, op != "&&", op != "&=" {
      op.removeFirst()
    }
    // A pattern that is an expression.
    if op == "~=" { op = "==" }
    let isAssigning =
      op.utf8.last == UInt8(ascii: "=") && !["==", "!=", "<=", ">=", "==="].contains(op)
    if op == "||" || op == "&&" { return .done(.value(emit(.unknown)), outs: outs) }
    if isAssigning, case .place(let place, _)? = operands[first] {
      op.removeLast()
      let old = emit(.load(place, .plain))
      let new = emit(.binary(op, old, loaded(arguments[1])))
      emitVoid(.store(new, into: place, .plain))
      return .done(.nothing, outs: outs)
    }
    return .done(.value(emit(.binary(op, loaded(first), loaded(arguments[1])))), outs: outs)
  }
}

extension SILOpcodes {
  /// Free functions of the library that the analysis knows.
  static let libraryFunctions: Set<String> = [
    "withUnsafePointer", "withUnsafeMutablePointer", "withUnsafeBytes", "withUnsafeMutableBytes",
    "withUnsafeTemporaryAllocation", "withExtendedLifetime", "withoutActuallyEscaping", "min",
    "max",
    "abs", "numericCast", "unsafeBitCast", "unsafeDowncast", "swap", "fatalError", "print",
    "withTaskGroup", "withThrowingTaskGroup", "withTaskCancellationHandler",
    "withCheckedContinuation", "withUnsafeContinuation", "withCheckedThrowingContinuation",
  ]

  /// Methods of library types that the analysis knows.
  static let libraryMethods: Set<String> = [
    "take", "withLock", "withLockIfAvailable", "withUnsafeBytes", "withUnsafeMutableBytes",
    "withUnsafeBufferPointer", "withUnsafeMutableBufferPointer", "withUnsafePointer",
    "withUnsafeMutablePointer", "withContiguousStorageIfAvailable", "withUTF8", "withUTF8Buffer",
    "withCString", "map", "flatMap", "forEach", "takeRetainedValue", "takeUnretainedValue",
    "toOpaque", "retain", "release", "advanced", "reversed", "enumerated", "dropFirst", "dropLast",
    "prefix", "suffix", "isMultiple", "distance", "contains", "elementsEqual", "load", "store",
    "exchange", "compareExchange", "weakCompareExchange", "assumingMemoryBound", "bindMemory",
    "withMemoryRebound", "successor", "predecessor", "loadUnaligned", "storeBytes", "initialize",
    "update", "initializeMemory", "moveInitialize", "moveUpdate", "initializeElement", "copyMemory",
    "copyBytes", "assign", "deinitialize", "move", "deallocate", "reverse", "sort", "shuffle",
    "swapAt", "partition", "reduce", "first", "firstIndex", "allSatisfy", "filter", "starts",
    "sorted", "compactMap", "split", "lastIndex", "joined", "extracting", "append", "insert",
    "remove", "removeFirst", "removeLast", "removeAll", "reserveCapacity", "replaceSubrange",
    "popLast", "removeSubrange", "modify", "write", "read", "updateAll", "cancel", "resume",
    "yield", "addTask", "passRetained", "passUnretained", "fromOpaque",
  ]
}
