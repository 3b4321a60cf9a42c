/// Functions, methods, initialisers, and the values of default arguments.
extension OutlineBuilder {
  mutating func add(_ function: FlowFunction, _ source: FunctionSource) -> FunctionID {
    let identifier = FunctionID(firstFunction + UInt32(functions.count))
    let function = Shared(function)
    functions.append(function)
    sources.append(source)
    outline.set(function, for: identifier)
    return identifier
  }

  mutating func declare(
    _ syntax: FunctionSyntax, _ declaration: Declaration, in input: SwiftInput,
    context: DeclarationContext, type: Int?
  ) {
    let isStatic = declaration.modifiers.contains { $0 == "static" || $0 == "class" }
    var inner = context
    inner.isStatic = isStatic
    var function = signature(
      syntax, kind: context.owner == nil ? .function : .method, declaration, in: input,
      context: &inner)
    function.isStatic = isStatic && context.owner != nil
    let body = syntax.body.map(FunctionSource.Content.body) ?? .none
    var source = FunctionSource(input, body, context: inner)
    source.errorType = syntax.throws?.type.map(types(in: inner).lower)
    let identifier = add(function, source)
    outline.declare(syntax.name)
    guard let owner = context.owner, let type else {
      outline.functions[syntax.name, default: []].append(identifier)
      return
    }
    types[type].methods.append(identifier)
    if NameConventions.isOperator(syntax.name) {
      outline.functions[syntax.name, default: []].append(identifier)
    }
    if isStatic {
      outline.types[owner]?.staticMethods[syntax.name, default: []].append(identifier)
    } else {
      outline.types[owner]?.methods[syntax.name, default: []].append(identifier)
    }
  }

  mutating func declare(
    initializer syntax: FunctionSyntax, _ declaration: Declaration, in input: SwiftInput,
    context: DeclarationContext, type: Int?
  ) {
    guard let owner = context.owner, let type else { return }
    var inner = context
    var function = signature(
      syntax, kind: .initializer, declaration, in: input, context: &inner)
    let isProtocol = outline.types[owner]?.keyword == .protocol
    function.result = isProtocol ? FlowType("Self") : FlowType(owner)
    var source = FunctionSource(
      input, syntax.body.map(FunctionSource.Content.body) ?? .none, context: inner)
    source.role = .initializer(isDesignated: !declaration.modifiers.contains("convenience"))
    source.errorType = syntax.throws?.type.map(types(in: inner).lower)
    let identifier = add(function, source)
    types[type].methods.append(identifier)
    outline.types[owner]?.initializers.append(identifier)
  }

  mutating func declare(
    deinitializer body: BodySyntax?, _ declaration: Declaration, in input: SwiftInput,
    context: DeclarationContext, type: Int?
  ) {
    guard let type, context.owner != nil else { return }
    var function = FlowFunction(
      kind: .deinitializer, name: "deinit", range: input.range(declaration.range))
    function.owner = context.owner
    if let body { function.end = input.closingBrace(of: body.range) }
    addSelf(to: &function)
    let content = body.map(FunctionSource.Content.body) ?? .none
    types[type].deinitializer = add(function, FunctionSource(input, content, context: context))
  }

  /// The signature of a function, method or initialiser, with its parameters and `self` as locals.
  mutating func signature(
    _ syntax: FunctionSyntax, kind: FlowFunction.Kind, _ declaration: Declaration,
    in input: SwiftInput, context: inout DeclarationContext
  ) -> FlowFunction {
    let range = input.range(declaration.range)
    var function = FlowFunction(kind: kind, name: syntax.name, range: range)
    if let body = syntax.body { function.end = input.closingBrace(of: body.range) }
    function.owner = context.owner
    let names = syntax.genericParameters.map {
      GenericParameter(name: $0.name, constraints: [], isValue: $0.isValue)
    }
    context = context.adding(names)
    function.genericParameters = parameters(
      syntax.genericParameters, syntax.requirements, lowering: types(in: context))
    context = context.adding(function.genericParameters)
    function.isMutating = declaration.modifiers.contains("mutating")
    function.isConsuming = declaration.modifiers.contains {
      $0 == "consuming" || $0 == "__consuming"
    }
    function.isAsync = syntax.isAsync
    function.throws = syntax.throws != nil
    function.attributes = AttributeLowering(input: input).lower(
      declaration.attributes, of: syntax.name)
    function.isExternal = function.attributes.contains { $0.name == "extern" }
    if let result = syntax.result.map(types(in: context).lower), !result.isVoid {
      function.result = result
    }
    var labels = ""
    // The parameters of operators have no labels, though they are written as if.
    let isOperator = NameConventions.isOperator(syntax.name)
    for var parameter in syntax.parameters {
      if isOperator { parameter.label = nil }
      labels += "\(parameter.label ?? "_"):"
      let added = self.parameter(parameter, in: input, context: context)
      function.parameters.append(added.parameter)
      function.locals.append(added.local)
    }
    function.name = "\(syntax.name)(\(labels))"
    if kind != .function, !context.isStatic { addSelf(to: &function) }
    return function
  }

  /// Made where it is needed and not kept: a copy of the outline that is alive makes the next change
  /// of the outline copy all of it.
  func types(in context: DeclarationContext) -> TypeLowering {
    TypeLowering(outline: outline, context: context)
  }

  mutating func parameter(
    _ syntax: ParameterSyntax, in input: SwiftInput, context: DeclarationContext
  ) -> (parameter: FlowFunction.Parameter, local: FlowFunction.Local) {
    let type = syntax.type.map(types(in: context).lower)
    var parameter = FlowFunction.Parameter(label: syntax.label, name: syntax.name, type: type)
    parameter.isVariadic = syntax.isVariadic
    if let modifiers = syntax.type?.modifiers {
      if modifiers.contains("inout") { parameter.convention = .place }
      if modifiers.contains(where: { $0 == "consuming" || $0 == "__owned" }) {
        parameter.convention = .consuming
      }
      parameter.isAutoclosure = modifiers.contains { $0 == "@autoclosure" || $0 == "autoclosure" }
    }
    if let value = syntax.defaultValue {
      parameter.defaultValue = add(
        value: .expression(value, gaps: []), name: syntax.name, type: type,
        range: input.range(value.range), in: input, context: context)
    }
    let stored = syntax.isVariadic ? type.map { FlowType("Array", [$0]) } : type
    var local = FlowFunction.Local(
      name: syntax.name, type: stored, range: input.range(syntax.range))
    local.isLet = parameter.convention == .value
    return (parameter, local)
  }

  mutating func add(
    value content: FunctionSource.Content, name: String, type: FlowType?, range: SourceRange,
    in input: SwiftInput, context: DeclarationContext, path: [String] = [], needsSelf: Bool = false
  ) -> FunctionID {
    var function = FlowFunction(kind: .value, name: name, range: range)
    function.owner = context.owner
    function.result = type
    function.isStatic = context.owner != nil && !needsSelf
    var inner = context
    inner.isStatic = !needsSelf
    if needsSelf { addSelf(to: &function) }
    var source = FunctionSource(input, content, context: inner)
    source.role = .value(path: path)
    return add(function, source)
  }

  func addSelf(to function: inout FlowFunction) {
    function.selfLocal = LocalID(UInt32(function.locals.count))
    let type = function.owner.map { FlowType($0) }
    function.locals.append(FlowFunction.Local(name: "self", type: type, range: function.range))
  }

  /// The signature of a function inside a body; default arguments are added to the functions.
  mutating func localFunction(
    _ syntax: FunctionSyntax, _ declaration: Declaration, in input: SwiftInput,
    context: inout DeclarationContext
  ) -> FlowFunction {
    signature(syntax, kind: .function, declaration, in: input, context: &context)
  }
}

extension TypeSyntax {
  /// `inout`, `consuming`, `@escaping` …, where the type has modifiers.
  var modifiers: [String] {
    guard case .modified(let modifiers, let type) = kind else { return [] }
    return modifiers + type.modifiers
  }
}
