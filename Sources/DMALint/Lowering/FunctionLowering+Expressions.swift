/// Expressions as values.
extension FunctionLowering {
  func lower(_ expression: Expression, expected: FlowType? = nil) -> ValueID {
    descend(expression.range) { value(of: expression, expected: expected) }
      ?? unknown(range(expression.range))
  }

  private func isHexadecimal(_ literal: ByteRange) -> Bool {
    let bytes = unit.input.source.bytes
    let start = Int(literal.start)
    return literal.end > literal.start + 2 && start + 1 < bytes.count
      && bytes[start + 1] == UInt8(ascii: "x")
  }

  private func value(of expression: Expression, expected: FlowType?) -> ValueID {
    let range = range(expression.range)
    if expression.isChain, chains.last?.start != expression.range.start {
      return chain(expression, expected: expected, range)
    }
    switch expression.kind {
    case .integer(let value):
      guard let value else { return unknown(range) }
      if isHexadecimal(expression.range) { function.hasOnlyDecimals = false }
      return emit(.integer(Int64(bitPattern: value)), range)
    case .float: return emit(.float, range)
    case .boolean(let value): return emit(.boolean(value), range)
    case .nilLiteral: return emit(.nilLiteral, range)
    case .string(let pieces): return string(pieces, range)
    case .regex, .keyPath: return unknown(range)
    case .array(let elements): return array(elements, expression, expected: expected, range)
    case .dictionary(let elements): return dictionary(elements, expected: expected, range)
    case .tuple(let elements): return tuple(elements, expected: expected, range)
    case .closure(let closure): return lower(closure, expected: expected)
    case .macro(let name, let arguments): return macro(name, arguments, range)
    case .name(let name, let arguments): return value(ofName: name, arguments, range)
    case .member(let base, let name, _, let labels):
      return member(name, labels, of: base, expression, expected: expected, range)
    case .implicitMember(let name):
      if let type = expected?.unwrapped {
        if outline.staticMember(name, of: type.name) != nil {
          return load(emit(.global(outline.staticName(name, of: type.name)), range), range)
        }
        if name == "none", expected?.isOptional == true { return emit(.nilLiteral, range) }
        return emit(.implicitMember(name: name, type: type), range)
      }
      return emit(.implicitMember(name: name, type: nil), range)
    case .wildcard: return unknown(range)
    case .type(let syntax): return emit(.type(types.lower(syntax)), range)
    case .call(let callee, let arguments):
      return call(callee, arguments, expression, expected: expected)
    case .subscript:
      if let place = lvalue(expression) { return load(place, range) }
      return unknown(range)
    case .addressOf(let inner): return emit(.addressOf(place(of: inner)), range)
    case .prefix(let sign, let operand):
      return prefix(sign, operand, expected: expected, range)
    case .postfix(let sign, let operand): return postfix(sign, operand, range)
    case .binary: return binary(expression, expected: expected)
    case .assign(let target, let sign, let source):
      assign(source, to: target, sign, range)
      return emit(.aggregate(FlowType("Tuple"), []), range)
    case .ternary(let condition, let first, let second):
      return merged(expected ?? inference.type(of: expression), range) { sink in
        let (then, otherwise, join) = (newBlock(), newBlock(), newBlock())
        lowerCondition(condition, then: then, otherwise: otherwise)
        begin(then)
        sink(lower(first, expected: expected))
        jump(to: join, range)
        begin(otherwise)
        sink(lower(second, expected: expected))
        jump(to: join, range)
        begin(join)
      }
    case .is(let operand, let type):
      return emit(.isType(lower(operand), types.lower(type)), range)
    case .cast(let operand, let kind, let syntax):
      return cast(operand, kind, types.lower(syntax), range)
    case .optionalChain(let inner):
      // Only where the parser saw a `?` outside a chain.
      return lower(inner, expected: expected)
    case .forced(let inner):
      return emit(.unary(.unwrap, lower(inner, expected: expected)), range)
    case .try(let kind, let operand):
      return lowerTry(kind, operand, expression, expected: expected)
    case .await(let operand):
      return awaiting(operand) { lower(operand, expected: expected) }
    case .word(let word, let operand):
      return self.word(word, operand, expected: expected, range)
    case .if(let statement):
      return branches(expected, range) { lower(statement, label: nil, sink: $0) }
    case .switch(let statement):
      return branches(expected, range) { lower(statement, label: nil, sink: $0) }
    case .do(let statement):
      return branches(expected, range) { lower(statement, label: nil, sink: $0) }
    case .unknown:
      unit.gap(range, "an expression that dmalint does not understand")
      return unknown(range)
    }
  }

  // MARK: - Merges

  /// A value that differs by path: the branches give theirs to `sink`, which goes through a local.
  func merged(
    _ type: FlowType?, _ range: SourceRange, _ body: (_ sink: (ValueID) -> Void) -> Void
  ) -> ValueID {
    let local = temporary("merged", type, range)
    body { value in store(value, into: local, range) }
    return emit(.take(emit(.local(local), range)), range)
  }

  /// The value of an `if`, `switch` or `do` expression.
  func branches(
    _ expected: FlowType?, _ range: SourceRange, _ body: (ResultSink) -> Void
  ) -> ValueID {
    let local = temporary("merged", expected, range)
    body(ResultSink(local: local, type: expected))
    return emit(.take(emit(.local(local), range)), range)
  }

  /// An optional chain as a value: nil where one of its `?` finds nil.
  private func chain(
    _ expression: Expression, expected: FlowType?, _ range: SourceRange
  ) -> ValueID {
    merged(expected, range) { sink in
      let (absent, join) = (newBlock(), newBlock())
      chains.append((expression.range.start, absent))
      let value = lower(expression, expected: expected)
      chains.removeLast()
      sink(value)
      jump(to: join, range)
      begin(absent)
      sink(emit(.nilLiteral, range))
      jump(to: join, range)
      begin(join)
    }
  }

  // MARK: - Literals

  private func string(_ pieces: [StringPiece], _ range: SourceRange) -> ValueID {
    var count: Int? = 0
    for piece in pieces {
      switch piece {
      case .text(_, let bytes): count = count.map { $0 + bytes }
      case .interpolation(let arguments):
        count = nil
        for argument in arguments { _ = lower(argument.value) }
      }
    }
    return emit(.string(byteCount: count), range)
  }

  private func array(
    _ elements: [Expression], _ expression: Expression, expected: FlowType?, _ range: SourceRange
  ) -> ValueID {
    let wanted = expected?.unwrapped
    var element = wanted?.arguments.first
    if wanted?.name == "InlineArray" { element = wanted?.arguments.last }
    if let wanted, outline.types[wanted.name]?.keyword != nil { element = wanted }
    if wanted == nil { element = elements.first.flatMap { inference.type(of: $0) } }
    let arguments = elements.map { lowerArgument(Argument($0), expected: element) }
    let type = wanted ?? FlowType("Array", element.map { [$0] } ?? [])
    return emit(.aggregate(type, arguments), range)
  }

  private func dictionary(
    _ elements: [(key: Expression, value: Expression)], expected: FlowType?, _ range: SourceRange
  ) -> ValueID {
    let wanted = expected?.unwrapped ?? FlowType("Dictionary")
    var arguments: [CallArgument] = []
    for (key, value) in elements {
      arguments.append(lowerArgument(Argument(key), expected: wanted.arguments.first))
      let type = wanted.arguments.count == 2 ? wanted.arguments[1] : nil
      arguments.append(lowerArgument(Argument(value), expected: type))
    }
    return emit(.aggregate(wanted, arguments), range)
  }

  private func tuple(
    _ elements: [Argument], expected: FlowType?, _ range: SourceRange
  ) -> ValueID {
    if elements.count == 1, elements[0].label == nil {
      return lower(elements[0].value, expected: expected)
    }
    let wanted = expected?.unwrapped
    var arguments: [CallArgument] = []
    for (index, element) in elements.enumerated() {
      let type = wanted.flatMap { $0.element(at: [String(index)]) }
      arguments.append(lowerArgument(element, expected: type))
    }
    if let wanted, wanted.name == "Tuple", wanted.arguments.count == elements.count {
      return emit(.aggregate(wanted, arguments), range)
    }
    let types = elements.map { inference.type(of: $0.value) ?? .unknown }
    let isLabelled = elements.contains { $0.label != nil }
    let type = FlowType("Tuple", types, labels: isLabelled ? elements.map(\.label) : [])
    return emit(.aggregate(type, arguments), range)
  }

  private static let literalMacros: Set<String> = [
    "file", "fileID", "filePath", "line", "column", "function", "dsohandle", "selector", "keyPath",
    "colorLiteral", "imageLiteral", "isolation", "warning", "error", "expect", "require",
    "_sourceLocation",
  ]

  private func macro(_ name: String, _ arguments: [Argument], _ range: SourceRange) -> ValueID {
    let lowered = arguments.map { lowerArgument($0, expected: nil) }
    // A branch of `#if` that holds it is never built.
    if name == "error" { terminate(.unreachable, range) }
    if !Self.literalMacros.contains(name) {
      unit.gap(range, "the macro '#\(name)' is not expanded")
    }
    // What it does with closures is not known; that it runs them is likely.
    guard arguments.contains(where: { if case .closure = $0.value.kind { true } else { false } })
    else { return unknown(range) }
    return emit(.call(Call(.name("#\(name)"), lowered)), range)
  }

  // MARK: - Names

  private func value(
    ofName name: String, _ generics: [TypeSyntax], _ range: SourceRange
  ) -> ValueID {
    if name == "self", context.isStatic, binding("self") == nil, let owner = context.owner {
      return emit(.type(FlowType(owner)), range)
    }
    if name == "super", let place = selfPlace(range) { return load(place, range) }
    switch meaning(of: name) {
    case .local(let local), .localFunction(let local, _):
      return load(emit(.local(local), range), range)
    case .localGetter(let local): return callGetter(local, range)
    case .wrapped: return load(place(ofName: name, range), range)
    case .global(let name): return load(emit(.global(name), range), range)
    case .member:
      guard let base = selfPlace(range) else { return emit(.name(name), range) }
      return load(emit(.member(base: base, name: name), range), range)
    case .method:
      return emit(.methodReference(base: selfPlace(range), name: name, labels: nil), range)
    case .staticMethod(let owner):
      let base = emit(.type(owner), range)
      return emit(.methodReference(base: base, name: name, labels: nil), range)
    case .enumCase(let owner): return emit(.implicitMember(name: name, type: owner), range)
    case .type(let type):
      return emit(.type(FlowType(type.name, generics.map(types.lower))), range)
    case .other: return emit(.name(name), range)
    }
  }

  private func member(
    _ name: String, _ labels: [String?]?, of base: Expression, _ expression: Expression,
    expected: FlowType?, _ range: SourceRange
  ) -> ValueID {
    if let type = inference.typeReference(base) {
      if name == "self" { return emit(.type(type), range) }
      if let nested = inference.typeReference(expression) { return emit(.type(nested), range) }
      let isStored = outline.staticMember(name, of: type.name) != nil
      if labels == nil, !isStored {
        let isFunction = name == "init" || !outline.staticMethods(name, of: type.name).isEmpty
        if !isFunction, isRequirement(name, of: type) {
          return load(emit(.global(outline.staticName(name, of: type.name)), range), range)
        }
        if !isFunction { return emit(.implicitMember(name: name, type: type), range) }
      }
      if !isStored {
        let base = emit(.type(type), self.range(base.range))
        return emit(.methodReference(base: base, name: name, labels: labels), range)
      }
    }
    if name == "self" {
      if case .name(let type, _) = base.kind, case .other = meaning(of: type) {
        return emit(.type(FlowType(type)), range)
      }
      return lower(base, expected: expected)
    }
    if let place = lvalue(expression, expected: expected) { return load(place, range) }
    if moduleMember(base) != nil { return emit(.name(name), range) }
    let base = place(of: base)
    return emit(.methodReference(base: base, name: name, labels: labels), range)
  }

  /// Whether a generic parameter has a static property, and no case or method, of that name from a
  /// protocol of the inputs: which one it is depends on what the parameter stands for.
  private func isRequirement(_ name: String, of type: FlowType) -> Bool {
    guard let parameter = context.generics[type.name], !parameter.isValue else { return false }
    return parameter.constraints.contains { outline.staticMember(name, of: $0) != nil }
  }

  // MARK: - Casts and words

  private func cast(
    _ operand: Expression, _ kind: Expression.CastKind, _ type: FlowType, _ range: SourceRange
  ) -> ValueID {
    switch kind {
    case .coerce: return emit(.cast(lower(operand, expected: type), type), range)
    case .forced: return emit(.cast(lower(operand), type), range)
    case .conditional:
      let value = lower(operand)
      return merged(FlowType("Optional", [type]), range) { sink in
        let (matching, other, join) = (newBlock(), newBlock(), newBlock())
        branch(emit(.isType(value, type), range), then: matching, otherwise: other, range)
        begin(matching)
        sink(emit(.cast(value, type), range))
        jump(to: join, range)
        begin(other)
        sink(emit(.nilLiteral, range))
        jump(to: join, range)
        begin(join)
      }
    }
  }

  private func word(
    _ word: String, _ operand: Expression, expected: FlowType?, _ range: SourceRange
  ) -> ValueID {
    switch word {
    case "consume":
      guard let place = lvalue(operand) else { return lower(operand, expected: expected) }
      return emit(.take(place), range)
    case "any", "some":
      if let type = inference.typeReference(operand) { return emit(.type(type), range) }
      return lower(operand, expected: expected)
    default: return lower(operand, expected: expected)
    }
  }
}
