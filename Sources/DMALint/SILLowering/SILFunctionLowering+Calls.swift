/// Calls: of what the dump defines, of C, of the library, of closures.
extension SILFunctionLowering {
  /// A call that is ready to be made, or what it comes to without one.
  enum Prepared {
    case done(SILOperand, outs: [UInt32])
    case call(Call, outs: [UInt32])
  }

  mutating func apply(_ instruction: SILInstruction) {
    finish(instruction, prepare(instruction))
  }

  mutating func finish(_ instruction: SILInstruction, _ prepared: Prepared) {
    let operand: SILOperand
    let outs: [UInt32]
    switch prepared {
    case .done(let value, let places): (operand, outs) = (value, places)
    case .call(let call, let places):
      (operand, outs) = (.value(emit(.call(call))), places)
    }
    guard let out = outs.first else { return define(instruction, operand) }
    define(instruction, SILOperand.nothing)
    if case .nothing = operand { return }
    keep(operand, in: out)
    if let initialised, root(out) == initialised {
      initialValue = plain(operand)
      return
    }
    if let place = place(out) { emitVoid(.store(plain(operand), into: place, .plain)) }
  }

  /// Remembers that a stack slot without a name holds a pointer that is good for one call.
  mutating func keep(_ operand: SILOperand, in slot: UInt32) {
    contents[root(slot)] = nil
    guard let local = stackLocals[root(slot)], function.locals[Int(local.index)].isTemporary,
      case .borrowed = operand
    else { return }
    contents[root(slot)] = operand
  }

  /// `(%80, %81) = begin_apply …`: what is yielded, and the token.
  mutating func beginApply(_ instruction: SILInstruction) {
    let prepared = prepare(instruction)
    let operand: SILOperand
    switch prepared {
    case .done(let value, _): operand = value
    case .call(let call, _): operand = .value(emit(.call(call)))
    }
    for result in instruction.results { operands[result] = .nothing }
    if let first = instruction.results.first, instruction.results.count > 1 {
      operands[first] = operand
    }
  }

  /// The callee and the arguments between the brackets.
  private func parts(_ instruction: SILInstruction) -> (callee: UInt32, arguments: [UInt32?])? {
    var callee: UInt32?
    var arguments: [UInt32?] = []
    var isInside = false
    for token in instruction.tokens {
      switch token {
      case .value(let number):
        if isInside { arguments.append(number) } else { callee = callee ?? number }
      case .word("undef") where isInside: arguments.append(nil)
      case .punctuation(UInt8(ascii: "(")): isInside = callee != nil
      case .punctuation(UInt8(ascii: ")")):
        if let callee { return (callee, arguments) }
      case .type, .annotation, .attribute, .member, .symbol, .string, .number, .word, .punctuation:
        break
      }
    }
    return callee.map { ($0, arguments) }
  }

  mutating func prepare(_ instruction: SILInstruction) -> Prepared {
    let prepared = prepareCall(instruction)
    guard case .call(var call, let outs) = prepared,
      SILIndex.contains(instruction.annotation ?? "", "@async")
    else { return prepared }
    call.isAwait = true
    return .call(call, outs: outs)
  }

  private mutating func prepareCall(_ instruction: SILInstruction) -> Prepared {
    guard let (callee, given) = parts(instruction) else {
      gap("a call is not understood", instruction.line)
      return .done(.value(emit(.unknown)), outs: [])
    }
    let type = SILFunctionType(instruction.annotation ?? "")
    let outs = type.indirectResults
    let room = min(outs + type.indirectErrors, given.count)
    let places = given.prefix(min(outs, room)).compactMap { $0 }
    let arguments = Array(given.dropFirst(room))
    var conventions = type.parameters
    while conventions.count < arguments.count { conventions.append("") }
    switch operands[callee] {
    case .function(let symbol)?:
      return prepare(
        symbol, arguments, conventions, type, places, genericArguments(instruction))
    case .method(let name, _)? where isOperator(name):
      return libraryOperator(name, arguments, places)
    case .method(let name, let accessor)?:
      guard let receiver = arguments.last ?? nil else {
        return .call(Call(.name(name)), outs: places)
      }
      let base = receiverPlace(receiver)
      if accessor != .none {
        return access(accessor, name, base, Array(arguments.dropLast()), places)
      }
      return .call(
        Call(.method(base, name: name), pass(Array(arguments.dropLast()), conventions)),
        outs: places)
    case nil, .nothing?:
      return .call(
        Call(.value(emit(.unknown)), pass(arguments, conventions)), outs: places)
    case let operand?:
      return .call(Call(.value(plain(operand)), pass(arguments, conventions)), outs: places)
    }
  }

  /// A requirement that is a property or a subscript.
  private mutating func access(
    _ accessor: SILOperand.Accessor, _ name: String, _ base: ValueID, _ given: [UInt32?],
    _ outs: [UInt32]
  ) -> Prepared {
    func member(_ indices: [UInt32?]) -> ValueID {
      guard name == "subscript" else { return emit(.member(base: base, name: name)) }
      return emit(.element(base: base, arguments: pass(indices, [])))
    }
    switch accessor {
    case .none, .getter: return .done(.value(emit(.load(member(given), .plain))), outs: outs)
    case .address: return .done(.place(member(given), nil), outs: outs)
    case .setter:
      let place = member(Array(given.dropFirst()))
      if let value = given.first ?? nil { emitVoid(.store(plain(value), into: place, .plain)) }
      return .done(.nothing, outs: outs)
    }
  }

  private func genericArguments(_ instruction: SILInstruction) -> [FlowType] {
    for token in instruction.tokens {
      if case .attribute(let text) = token, text.utf8.first == UInt8(ascii: "<") {
        return SILTypeReader.type("G" + text)?.arguments ?? []
      }
    }
    return []
  }

  private mutating func receiverPlace(_ number: UInt32) -> ValueID {
    switch operands[number] {
    case .place(let place, _)?, .box(let place, _)?: return place
    default: return plain(number)
    }
  }

  /// Arguments as the callee gets them.
  mutating func pass(
    _ arguments: [UInt32?], _ conventions: [String], labels: [String?] = []
  ) -> [CallArgument] {
    arguments.enumerated().map { index, number in
      let label = index < labels.count ? labels[index] : nil
      guard let number else { return CallArgument(label: label, emit(.unknown), range: here) }
      switch operands[number] {
      case .place(let place, _)?, .box(let place, _)?:
        return CallArgument(label: label, place, passing: .address, range: here, place: place)
      case .borrowed(_, let place, _)?:
        // `&x`: the pointer is good for this call.
        return CallArgument(label: label, place, passing: .address, range: here, place: place)
      default:
        return CallArgument(label: label, plain(number), range: here)
      }
    }
  }

  private mutating func prepare(
    _ symbol: String, _ arguments: [UInt32?], _ conventions: [String], _ type: SILFunctionType,
    _ outs: [UInt32], _ generics: [FlowType]
  ) -> Prepared {
    if SILSymbol.isAddressor(symbol), let global = unit.globalOfAddressor(symbol) {
      return .done(.addressor(global), outs: outs)
    }
    let callee = unit.entry(symbol)
    let name = SILName(callee.map { $0.comment.isEmpty ? symbol : $0.comment } ?? symbol)
    if let count = unit.captureCounts[symbol], count > 0, count <= arguments.count,
      unit.functionIDs[symbol] != nil
    {
      let captured = Array(arguments.suffix(count))
      let closure = close(symbol, captured.compactMap { $0 })
      return .call(
        Call(.value(closure), pass(Array(arguments.dropLast(count)), conventions)), outs: outs)
    }
    if let external = linkName(callee), unit.functionIDs[symbol] == nil {
      return .call(Call(.name(external), pass(arguments, conventions)), outs: outs)
    }
    if unit.functionIDs[symbol] != nil {
      return prepareOwn(symbol, name, arguments, conventions, type, outs)
    }
    if SILSymbol.isLibrary(symbol) || isFromLibrary(callee) {
      return library(symbol, name, arguments, conventions, type, outs, generics)
    }
    // Another module's.
    return other(name, arguments, conventions, type, outs)
  }

  private func isFromLibrary(_ callee: SILIndex.Function?) -> Bool {
    guard let callee else { return false }
    return SILIndex.contains(callee.attributes, "public_external") && callee.location == nil
  }

  /// What the linker calls a C function.
  private func linkName(_ callee: SILIndex.Function?) -> String? {
    guard let callee else { return nil }
    if let name = unit.quoted(callee.attributes, after: "[asmname \"") { return name }
    return unit.quoted(callee.attributes, after: "[clang ")
  }

  private mutating func prepareOwn(
    _ symbol: String, _ name: SILName, _ arguments: [UInt32?], _ conventions: [String],
    _ type: SILFunctionType, _ outs: [UInt32]
  ) -> Prepared {
    if name.kind == .allocatingInitializer, let inner = initializer(of: symbol),
      let owner = name.owner.flatMap({ unit.types[$0] }), owner.keyword == .class
    {
      // The instance is made where the source asks for it.
      let object = emit(.call(Call(.initializer(FlowType(owner.name)))))
      var passed = pass(Array(arguments.dropLast()), conventions)
      passed.append(CallArgument(label: "self", object, range: here))
      return .call(Call(.name(inner), passed), outs: outs)
    }
    if name.kind == .deinitializer || name.kind == .deallocator, let last = arguments.last,
      let number = last
    {
      drop(plain(number))
      return .done(.nothing, outs: outs)
    }
    var given = arguments
    let hasSelf = type.hasSelf && name.owner != nil && name.kind != .closure && !given.isEmpty
    let receiver = hasSelf ? given.removeLast() : nil
    var passed = pass(given, conventions)
    if let receiver, !isMetatype(receiver) {
      switch operands[receiver] {
      case .place(let place, _)?, .box(let place, _)?:
        passed.append(
          CallArgument(label: "self", place, passing: .address, range: here, place: place))
      default: passed.append(CallArgument(label: "self", plain(receiver), range: here))
      }
    }
    return .call(Call(.name(symbol), passed), outs: outs)
  }

  func isMetatype(_ number: UInt32) -> Bool {
    switch operands[number] {
    case .type?: true
    default: false
    }
  }

  /// `…fC` makes an instance and has `…fc` fill it.
  private func initializer(of symbol: String) -> String? {
    let bytes = Array(symbol.utf8)
    for index in bytes.indices.dropLast().reversed()
    where bytes[index] == UInt8(ascii: "f") && bytes[index + 1] == UInt8(ascii: "C") {
      var changed = bytes
      changed[index + 1] = UInt8(ascii: "c")
      let text = String(decoding: changed, as: UTF8.self)
      if unit.functionIDs[text] != nil { return text }
    }
    return nil
  }

  private mutating func other(
    _ name: SILName, _ arguments: [UInt32?], _ conventions: [String], _ type: SILFunctionType,
    _ outs: [UInt32]
  ) -> Prepared {
    if name.kind == .addressor || name.kind == .getter, name.owner == nil {
      return .done(.value(emit(.load(emit(.global(name.base)), .plain))), outs: outs)
    }
    var given = arguments
    if type.hasSelf, name.owner != nil, let receiver = given.popLast() ?? nil {
      let passed = pass(given, conventions, labels: name.labels)
      if isMetatype(receiver), case .type(let type)? = operands[receiver] {
        return .call(
          name.kind == .allocatingInitializer || name.kind == .initializer
            ? Call(.initializer(type), passed)
            : Call(.staticMethod(type, name: name.base), passed), outs: outs)
      }
      let base = receiverPlace(receiver)
      if name.kind == .getter {
        return .done(
          .value(emit(.load(emit(.member(base: base, name: name.base)), .plain))), outs: outs)
      }
      return .call(Call(.method(base, name: name.base), passed), outs: outs)
    }
    return .call(
      Call(.name(name.base), pass(given, conventions, labels: name.labels)), outs: outs)
  }

  // MARK: Closures

  mutating func partialApply(_ instruction: SILInstruction) {
    guard let (callee, arguments) = parts(instruction),
      case .function(let symbol)? = operands[callee]
    else {
      if let (callee, _) = parts(instruction) {
        return define(instruction, operands[callee] ?? .nothing)
      }
      return define(instruction, emit(.unknown))
    }
    guard unit.functionIDs[symbol] != nil else {
      return define(instruction, .function(symbol))
    }
    define(instruction, close(symbol, arguments.compactMap { $0 }))
  }

  /// A closure with what it captures, each through a local of its own.
  mutating func close(_ symbol: String, _ values: [UInt32]) -> ValueID {
    guard let id = unit.functionIDs[symbol], let callee = unit.entry(symbol),
      unit.lets(entry.symbol, makeClosuresOf: symbol)
    else { return emit(.unknown) }
    let inner = SILFunctionType(callee.type)
    let parameters = inner.parameters.count - values.count
    if captureLocals[symbol] == nil {
      captureLocals[symbol] = values.map { _ in
        let local = addLocal("", nil)
        return local
      }
      captures[symbol] = values.indices.map { index in
        FlowFunction.Capture(
          outer: captureLocals[symbol]![index],
          inner: LocalID(UInt32(max(0, parameters) + index)), mode: .copy)
      }
    }
    for (local, value) in zip(captureLocals[symbol] ?? [], values) {
      emitVoid(.store(plain(value), into: emit(.local(local)), .plain))
    }
    return emit(.closure(id))
  }
}
