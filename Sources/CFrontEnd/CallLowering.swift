import CLibclang
import DMALint

extension FunctionLowering {
  /// What becomes of a call's result.
  enum CallUse {
    case used, unused
    /// `(void)f()`
    case discarded
  }

  /// The name of the function that a call names; nil where it calls a value.
  func calledName(_ expression: CXCursor) -> String? {
    calledFunction(expression).map(unit.library.spelling)
  }

  private func calledFunction(_ expression: CXCursor) -> CXCursor? {
    guard let callee = children(expression).first else { return nil }
    let reference = bare(callee)
    guard reference.kind == CursorKind.declarationReference else { return nil }
    let declaration = unit.functions.getCursorReferenced(reference)
    return declaration.kind == CursorKind.function ? declaration : nil
  }

  mutating func call(_ expression: CXCursor, use: CallUse) -> Operand {
    let parts = children(expression)
    guard let callee = parts.first else { return unknown(expression) }
    let range = unit.range(expression)
    let facts = unit.types.facts(of: expression)
    guard let declaration = calledFunction(expression) else {
      let function = operand(callee)
      return call(.value(function), parts.dropFirst(), facts, use, range)
    }
    var name = unit.library.spelling(declaration)
    if name.hasPrefix("__") {
      if let operand = builtin(name, expression, Array(parts.dropFirst()), facts, range) {
        return operand
      }
      name = Builtins.libraryName(name)
    }
    unit.demand(declaration)
    if unit.hasErrors { unit.output.noteCall(name, at: range) }
    let result = call(.name(name), parts.dropFirst(), facts, use, range)
    if unit.neverReturns(declaration) { terminate(.unreachable, range) }
    return result
  }

  private mutating func call(
    _ callee: Call.Callee, _ arguments: ArraySlice<CXCursor>, _ facts: CTypeFacts,
    _ use: CallUse, _ range: SourceRange
  ) -> Operand {
    var call = Call(callee)
    for argument in arguments { call.arguments.append(self.argument(argument)) }
    call.isResultUnused = use != .used
    call.isExplicitlyDiscarded = use == .discarded
    guard facts.category != .void else {
      perform(.call(call), range)
      return .none
    }
    return .value(emit(.call(call), range))
  }

  /// An argument, with the place it is read from where it is a variable or a member.
  private mutating func argument(_ expression: CXCursor) -> CallArgument {
    let range = unit.range(expression)
    let source = bare(expression)
    let facts = unit.types.facts(of: source)
    let isPlace =
      source.kind == CursorKind.memberExpression
      || source.kind == CursorKind.declarationReference && isVariable(source)
    guard isPlace, facts.category != .array, facts.category != .function else {
      if let kept = truncatedConstant(expression, source, range) {
        return CallArgument(kept, range: range)
      }
      return CallArgument(operand(expression), range: range)
    }
    let place = place(of: source)
    let loaded = load(place, facts, range)
    let target = unit.types.facts(of: expression)
    let value = value(convert(loaded, facts, target, .implicit, range), range)
    return CallArgument(value, range: range, place: place)
  }

  /// A constant that the parameter's type cuts: the number stays as the program means it, so that
  /// what is lost is seen.
  private mutating func truncatedConstant(
    _ expression: CXCursor, _ source: CXCursor, _ range: SourceRange
  ) -> ValueID? {
    let target = unit.types.facts(of: expression)
    guard target.category == .integer(isSigned: false), (target.size ?? 4) < 4,
      let number = unit.evaluate(source), number >= 0, target.wrapped(number) != number
    else { return nil }
    return emit(.cast(emit(.integer(number), range), target.flow), range)
  }

  private func isVariable(_ reference: CXCursor) -> Bool {
    let declaration = unit.functions.getCursorReferenced(reference)
    return declaration.kind == CursorKind.parameter
      || declaration.kind == CursorKind.variable && !unit.isUnknown(declaration)
  }

  // MARK: Builtins

  /// What a compiler's builtin comes to; nil where it is a call like any other.
  private mutating func builtin(
    _ name: String, _ expression: CXCursor, _ arguments: [CXCursor], _ facts: CTypeFacts,
    _ range: SourceRange
  ) -> Operand? {
    if name.hasPrefix("__sync_") { return sync(name, arguments, facts, range) }
    switch name {
    case "__builtin_expect", "__builtin_expect_with_probability", "__builtin_assume_aligned":
      return arguments.first.map { value(of: $0) }
    case "__builtin_unreachable", "__builtin_trap":
      terminate(.unreachable, range)
      return Operand.none
    case "__builtin_constant_p":
      return .constant(unit.evaluate(expression) ?? 0)
    case "__atomic_thread_fence", "__c11_atomic_thread_fence":
      perform(.fence(.atomic(order(arguments.first))), range)
      return Operand.none
    case "__atomic_signal_fence", "__c11_atomic_signal_fence":
      perform(.fence(.signal), range)
      return Operand.none
    case "__builtin_arm_dmb", "__builtin_arm_dsb", "__builtin_arm_isb":
      let option = arguments.first.flatMap(unit.evaluate) ?? 15
      let mnemonic = String(name.dropFirst("__builtin_arm_".count))
      let text = mnemonic + " " + (Builtins.barrierOptions[option] ?? "#\(option)")
      perform(.fence(.instruction(text)), range)
      return Operand.none
    case "__builtin_arm_wfi", "__builtin_arm_wfe", "__builtin_arm_sev", "__builtin_arm_sevl",
      "__builtin_arm_yield", "__builtin_arm_nop":
      let text = String(name.dropFirst("__builtin_arm_".count))
      perform(
        .assembly(text: text, clobbersMemory: true, isVolatile: true, operands: []), range)
      return Operand.none
    default:
      guard name.hasPrefix("__builtin_"), !Builtins.isLibraryCall(name) else { return nil }
      return unit.evaluate(expression).map(Operand.constant)
    }
  }

  /// The order that an argument of an atomic operation names.
  private func order(_ argument: CXCursor?) -> FenceKind.Ordering {
    switch argument.flatMap(unit.evaluate) {
    case 1, 2: .acquiring
    case 3: .releasing
    case 4: .acquiringAndReleasing
    case 5: .sequentiallyConsistent
    // What is not known orders nothing that could be relied on.
    default: .relaxed
    }
  }

  /// `__sync_…`: the size that clang appends to the name does not matter.
  private mutating func sync(
    _ name: String, _ arguments: [CXCursor], _ facts: CTypeFacts, _ range: SourceRange
  ) -> Operand? {
    if name == "__sync_synchronize" {
      perform(.fence(.atomic(.sequentiallyConsistent)), range)
      return Operand.none
    }
    var name = name
    while let last = name.utf8.last, CharacterClass.isDigit(last) { name.removeLast() }
    if name.hasSuffix("_") { name.removeLast() }
    guard let pointer = arguments.first else { return nil }
    let order = AccessMode.atomic(.sequentiallyConsistent)
    switch name {
    case "__sync_lock_test_and_set" where arguments.count >= 2:
      let place = pointee(of: pointer, range)
      return exchange(place, operand(arguments[1]), .atomic(.acquiring), range)
    case "__sync_lock_release":
      let place = pointee(of: pointer, range)
      let zero = emit(.integer(0), range)
      perform(.store(zero, into: place, .atomic(.releasing)), range)
      return Operand.none
    case "__sync_bool_compare_and_swap" where arguments.count >= 3,
      "__sync_val_compare_and_swap" where arguments.count >= 3:
      let place = pointee(of: pointer, range)
      let expected = operand(arguments[1])
      let new = operand(arguments[2])
      let old = emit(.load(place, order), range)
      let isEqual = emit(.binary("==", old, expected), range)
      storeIf(isEqual, new, in: place, order, otherwise: nil, range)
      return .value(name.hasPrefix("__sync_bool") ? isEqual : old)
    default:
      guard arguments.count >= 2, let update = Builtins.update(name) else { return nil }
      let place = pointee(of: pointer, range)
      return self.update(place, update, operand(arguments[1]), order, range)
    }
  }

  /// `__atomic_…` and `__c11_atomic_…`, whose parts libclang shows as pointer, order, value …
  mutating func value(ofAtomic expression: CXCursor, named name: String) -> Operand {
    let parts = children(expression)
    let range = unit.range(expression)
    let facts = unit.types.facts(of: expression)
    guard let pointer = parts.first else { return unknown(expression) }
    let mode = AccessMode.atomic(order(parts.count > 1 ? parts[1] : nil))
    let takesPointers = Builtins.takesPointers(name)
    let place = pointee(of: pointer, range)

    switch Builtins.operation(name) {
    case .load:
      let value = emit(.load(place, mode), range)
      guard takesPointers, parts.count > 2 else { return .value(value) }
      perform(.store(value, into: pointee(of: parts[2], range), .plain), range)
      return .none
    case .store:
      guard parts.count > 2 else { break }
      let value = atomicOperand(parts[2], isPointer: takesPointers, range)
      perform(.store(value, into: place, mode), range)
      return .none
    case .initialize:
      guard parts.count > 1 else { break }
      perform(.store(operand(parts[1]), into: place, .plain), range)
      return .none
    case .exchange:
      guard parts.count > 2 else { break }
      let value = atomicOperand(parts[2], isPointer: takesPointers, range)
      let old = exchange(place, value, mode, range)
      guard takesPointers, parts.count > 3 else { return old }
      perform(.store(self.value(old, range), into: pointee(of: parts[3], range), .plain), range)
      return .none
    case .compareExchange:
      guard parts.count > 4 else { break }
      let expected = pointee(of: parts[2], range)
      let new = atomicOperand(parts[4], isPointer: takesPointers, range)
      let old = emit(.load(place, mode), range)
      let wanted = emit(.load(expected, .plain), range)
      let isEqual = emit(.binary("==", old, wanted), range)
      storeIf(isEqual, new, in: place, mode, otherwise: (old, expected), range)
      return .value(isEqual)
    case .testAndSet:
      return exchange(place, emit(.boolean(true), range), mode, range)
    case .clear:
      perform(.store(emit(.boolean(false), range), into: place, mode), range)
      return .none
    case .update(let update):
      guard parts.count > 2 else { break }
      return self.update(place, update, operand(parts[2]), mode, range)
    case nil: break
    }
    unit.gap(range, "the atomic operation '\(name)' is not followed")
    return facts.category == .void ? .none : unknown(expression)
  }

  private mutating func atomicOperand(
    _ expression: CXCursor, isPointer: Bool, _ range: SourceRange
  ) -> ValueID {
    guard isPointer else { return operand(expression) }
    return emit(.load(pointee(of: expression, range), .plain), range)
  }

  private mutating func exchange(
    _ place: ValueID, _ value: ValueID, _ mode: AccessMode, _ range: SourceRange
  ) -> Operand {
    let old = emit(.load(place, mode), range)
    perform(.store(value, into: place, mode), range)
    return .value(old)
  }

  private mutating func update(
    _ place: ValueID, _ update: Builtins.Update, _ amount: ValueID, _ mode: AccessMode,
    _ range: SourceRange
  ) -> Operand {
    let old = emit(.load(place, mode), range)
    var new = emit(.binary(update.operation, old, amount), range)
    if update.isComplemented { new = emit(.unary(.complement, new), range) }
    perform(.store(new, into: place, mode), range)
    return .value(update.givesNew ? new : old)
  }

  private mutating func storeIf(
    _ condition: ValueID, _ new: ValueID, in place: ValueID, _ mode: AccessMode,
    otherwise: (value: ValueID, place: ValueID)?, _ range: SourceRange
  ) {
    let then = newBlock()
    let join = newBlock()
    let other = otherwise == nil ? join : newBlock()
    terminate(.branch(condition, then: then, otherwise: other), range)
    start(then)
    perform(.store(new, into: place, mode), range)
    jump(to: join, range)
    if let otherwise {
      start(other)
      perform(.store(otherwise.value, into: otherwise.place, .plain), range)
      jump(to: join, range)
    }
    start(join)
  }
}
