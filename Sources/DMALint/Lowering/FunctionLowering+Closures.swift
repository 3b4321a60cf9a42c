/// Closures and local functions: functions of their own that capture locals of this one.
extension FunctionLowering {
  /// What a closure inside is called.
  private var closureName: String {
    function.kind == .closure ? function.name : "closure in \(function.name)"
  }

  func lower(_ closure: ClosureExpression, expected: FlowType?) -> ValueID {
    let range = range(closure.range)
    if let known = closures[closure.range], known.names.allSatisfy({ captures($0.name, $0.outer) })
    {
      return emit(.closure(known.function), range)
    }
    var signature = FlowFunction(kind: .closure, name: closureName, range: range)
    signature.owner = function.owner
    signature.isStatic = function.isStatic
    signature.end = unit.input.closingBrace(of: closure.range)
    signature.isAsync = closure.isAsync
    signature.throws = closure.throws != nil
    let expectedTypes = parameterTypes(expected)
    for (index, syntax) in closure.parameters.enumerated() {
      var type = syntax.type.map(types.lower)
      if type == nil, expectedTypes.indices.contains(index) { type = expectedTypes[index] }
      var parameter = FlowFunction.Parameter(label: nil, name: syntax.name, type: type)
      let modifiers = syntax.type?.modifiers ?? []
      if modifiers.contains("inout") { parameter.convention = .place }
      if modifiers.contains(where: { $0 == "consuming" || $0 == "__owned" }) {
        parameter.convention = .consuming
      }
      signature.parameters.append(parameter)
      var local = FlowFunction.Local(name: syntax.name, type: type, range: self.range(syntax.range))
      local.isLet = parameter.convention == .value
      signature.locals.append(local)
    }
    if let result = closure.result {
      signature.result = types.lower(result)
    } else if let type = expected?.unwrapped, type.name == "Function" {
      signature.result = type.arguments.last
    }
    let isVoid = signature.result?.isVoid ?? false
    if isVoid { signature.result = nil }
    let inner = FunctionLowering(unit, signature, context: context, parent: self)
    inner.takesAnonymousParameters = closure.parameters.isEmpty
    inner.expectedParameters = expectedTypes
    inner.errorType = closure.throws?.type.map(types.lower)
    let identifier = unit.reserve(signature)
    inner.openFunction()
    for capture in closure.captures { self.capture(capture, in: inner) }
    inner.lowerBody(closure.body, returnsValue: !isVoid)
    inner.finish()
    inner.function.throws =
      inner.function.throws || inner.function.blocks.contains(where: \.terminator.isThrow)
    unit.set(inner.function, for: identifier)
    children.append(identifier)
    let names = inner.function.captures.compactMap { capture -> (String, LocalID)? in
      capture.mode == .place
        ? (function.locals[Int(capture.outer.index)].name, capture.outer) : nil
    }
    if names.count == inner.function.captures.count {
      closures[closure.range] = (identifier, names)
    }
    return emit(.closure(identifier), range)
  }

  /// Whether a name still means the local that a closure captured when it was lowered first.
  private func captures(_ name: String, _ outer: LocalID) -> Bool {
    switch binding(name) {
    case .local(let local)?, .function(let local, _)?, .getter(let local, _)?,
      .wrapped(let local, _, _)?:
      local == outer
    case nil: false
    }
  }

  private func parameterTypes(_ expected: FlowType?) -> [FlowType?] {
    guard let type = expected?.unwrapped, type.name == "Function" else { return [] }
    return type.arguments.dropLast().map { $0 == .unknown ? nil : $0 }
  }

  /// `[x]`, `[weak self]`, `[y = value]`: the closure gets a copy.
  private func capture(_ capture: ClosureExpression.Capture, in inner: FunctionLowering) {
    let range = range(capture.range)
    let outer: LocalID
    if capture.value == nil, case .local(let local)? = binding(capture.name) {
      outer = local
    } else {
      let source =
        capture.value ?? Expression(capture.range, .name(capture.name, genericArguments: []))
      outer = temporary(capture.name, inference.type(of: source), range)
      store(lower(source), into: outer, range)
    }
    let type = function.locals[Int(outer.index)].type
    let local = inner.newLocal(capture.name, type, range, isLet: true)
    inner.function.captures.append(
      .init(outer: outer, inner: local, mode: capture.specifier == nil ? .copy : .weak))
    inner.bind(capture.name, .local(local))
    if capture.name == "self" { inner.function.selfLocal = local }
  }

  /// An argument that is evaluated by the callee.
  func autoclosure(
    _ expression: Expression, _ type: FlowType?, isAsync: Bool = false
  ) -> ValueID {
    let block = Block(
      range: expression.range, statements: [Statement(expression.range, .expression(expression))])
    var closure = ClosureExpression(range: expression.range, body: block)
    closure.hasSignature = true
    closure.isAsync = isAsync
    return lower(closure, expected: type.map { FlowType("Function", [$0]) })
  }

  // MARK: - Local functions

  /// Makes the names of a block's functions known before its first statement.
  func announce(_ statements: [Statement]) {
    for statement in statements {
      guard case .declaration(let declaration) = statement.kind,
        case .function(let syntax) = declaration.kind
      else { continue }
      let signature = localSignature(syntax, declaration).function
      let range = range(declaration.range)
      let local = newLocal(syntax.name, FlowType("Function"), range, isLet: true)
      enter(local, range)
      bind(syntax.name, .function(local, signature))
    }
  }

  private func localSignature(
    _ syntax: FunctionSyntax, _ declaration: Declaration
  ) -> (function: FlowFunction, context: DeclarationContext, builder: OutlineBuilder) {
    var builder = OutlineBuilder(
      extending: outline,
      firstFunction: LoweringUnit.firstNested + UInt32(unit.nested.count),
      configuration: unit.configuration)
    var context = context
    var function = builder.localFunction(
      syntax, declaration, in: unit.input, context: &context)
    function.owner = self.function.owner
    function.isStatic = self.function.isStatic
    return (function, context, builder)
  }

  func lower(_ syntax: FunctionSyntax, _ declaration: Declaration) {
    let range = range(declaration.range)
    guard case .function(let local, _)? = binding(syntax.name) else { return }
    let (signature, context, builder) = localSignature(syntax, declaration)
    unit.lowerAll(of: builder)
    guard let body = syntax.body else { return }
    let identifier = unit.reserve(signature)
    let inner = FunctionLowering(unit, signature, context: context, parent: self)
    inner.errorType = syntax.throws?.type.map(types.lower)
    inner.openFunction()
    let (block, gaps) = unit.input.statements(of: body)
    unit.add(gaps)
    inner.lowerBody(block, returnsValue: signature.result != nil)
    inner.finish()
    unit.set(inner.function, for: identifier)
    children.append(identifier)
    store(emit(.closure(identifier), range), into: local, range)
  }

  /// A computed local variable: its getter is kept in a local. A setter is a gap.
  func lower(
    _ accessors: [AccessorSyntax], of name: String, _ type: FlowType?, _ range: SourceRange
  ) {
    let local = newLocal(name, FlowType("Function", type.map { [$0] } ?? []), range, isLet: true)
    enter(local, range)
    for accessor in accessors {
      guard accessor.name == "get", let body = accessor.body else {
        unit.gap(self.range(accessor.range), "the '\(accessor.name)' of a local is not followed")
        continue
      }
      var signature = FlowFunction(kind: .getter, name: name, range: self.range(accessor.range))
      signature.owner = function.owner
      signature.isStatic = function.isStatic
      signature.end = unit.input.closingBrace(of: body.range)
      signature.result = type
      let identifier = unit.reserve(signature)
      let inner = FunctionLowering(unit, signature, context: context, parent: self)
      inner.openFunction()
      let (block, gaps) = unit.input.statements(of: body)
      unit.add(gaps)
      inner.lowerBody(block, returnsValue: true)
      inner.finish()
      unit.set(inner.function, for: identifier)
      children.append(identifier)
      store(emit(.closure(identifier), range), into: local, range)
    }
    bind(name, .getter(local, type))
  }

  // MARK: - Local types

  /// Declares the types of a block, and lowers their members.
  func declareTypes(_ statements: [Statement]) {
    let declarations = statements.compactMap { statement -> Declaration? in
      guard case .declaration(let declaration) = statement.kind else { return nil }
      switch declaration.kind {
      case .type, .typealias: return declaration
      default: return nil
      }
    }
    guard !declarations.isEmpty else { return }
    var builder = OutlineBuilder(
      extending: outline,
      firstFunction: LoweringUnit.firstNested + UInt32(unit.nested.count),
      configuration: unit.configuration)
    var context = context
    context.owner = nil
    context.isStatic = true
    builder.add(local: declarations, in: unit.input, context: context)
    unit.outline = builder.outline
    unit.lowerAll(of: builder)
  }
}

extension Terminator {
  fileprivate var isThrow: Bool {
    if case .throw = kind { return true }
    return false
  }
}
