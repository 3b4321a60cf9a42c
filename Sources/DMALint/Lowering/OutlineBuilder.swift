/// Walks declarations twice: first for the names of types, then for everything that is declared.
///
/// The result is a module without bodies, the outline that names are resolved with, and the source
/// of every function. Local declarations of a body are collected by a builder of their own that goes
/// on from the outline of the files.
struct OutlineBuilder {
  private(set) var outline: SwiftOutline
  private(set) var functions: [FlowFunction] = []
  private(set) var sources: [FunctionSource] = []
  private(set) var types: [FlowTypeDeclaration] = []
  private(set) var globals: [FlowGlobal] = []
  private let configuration: BuildConfiguration
  /// The number of the first function.
  private let firstFunction: UInt32
  /// Variables without a written type, to be inferred when everything is declared.
  private var untyped: [Untyped] = []

  private struct Untyped {
    var name: String
    var owner: String?
    var isStatic: Bool
    var value: FunctionID
    /// Where the type goes in the module.
    var global: Int?
    var member: (type: Int, index: Int)?
  }

  init(
    extending outline: SwiftOutline = SwiftOutline(), firstFunction: UInt32 = 0,
    configuration: BuildConfiguration
  ) {
    self.outline = outline
    self.firstFunction = firstFunction
    self.configuration = configuration
  }

  mutating func add(_ inputs: [SwiftInput]) {
    for input in inputs {
      register(input.syntax.declarations, in: input, context: DeclarationContext())
    }
    for input in inputs {
      declare(input.syntax.declarations, in: input, context: DeclarationContext())
      if input.isScript { addTopLevel(input) }
    }
    finish()
  }

  /// Adds what is declared among the statements of a body.
  mutating func add(
    local declarations: [Declaration], in input: SwiftInput, context: DeclarationContext
  ) {
    register(declarations, in: input, context: context)
    declare(declarations, in: input, context: context)
    finish()
  }

  // MARK: - Names of types

  private mutating func register(
    _ declarations: [Declaration], in input: SwiftInput, context: DeclarationContext
  ) {
    for declaration in declarations {
      switch declaration.kind {
      case .type(let type): register(type, in: input, context: context)
      case .typealias(let name, let target?):
        let full = context.owner.map { "\($0).\(name)" } ?? name
        let alias = SwiftOutline.Alias(type: target, context: context, parameters: [])
        outline.aliases[full] = alias
      case .import(let path):
        if let module = path.first { outline.modules.insert(module) }
      case .conditional(let branches):
        for branch in configuration.active(branches).branches {
          register(branch.elements, in: input, context: context)
        }
      case .function, .initializer, .deinitializer, .subscript, .variable, .enumCase, .typealias,
        .associatedType, .other:
        break
      }
    }
  }

  private mutating func register(
    _ type: TypeDeclarationSyntax, in input: SwiftInput, context: DeclarationContext
  ) {
    let name = context.owner.map { "\($0).\(type.name)" } ?? type.name
    var inner = context
    inner.owner = type.keyword == .extension ? type.name : name
    if type.keyword != .extension {
      var entry = outline.types[name] ?? SwiftOutline.TypeEntry(name: name)
      entry.keyword = FlowTypeDeclaration.Keyword(rawValue: type.keyword.rawValue)
      entry.genericParameters = type.genericParameters.map {
        GenericParameter(name: $0.name, constraints: [], isValue: $0.isValue)
      }
      outline.types[name] = entry
    }
    guard inner.owners.count < 32 else { return }
    register(type.members, in: input, context: inner)
  }

  // MARK: - Declarations

  private mutating func declare(
    _ declarations: [Declaration], in input: SwiftInput, context: DeclarationContext,
    type: Int? = nil
  ) {
    for declaration in declarations {
      switch declaration.kind {
      case .function(let function):
        declare(function, declaration, in: input, context: context, type: type)
      case .initializer(let function, _):
        declare(initializer: function, declaration, in: input, context: context, type: type)
      case .deinitializer(let body):
        declare(deinitializer: body, declaration, in: input, context: context, type: type)
      case .subscript(let syntax):
        declare(syntax, declaration, in: input, context: context, type: type)
      case .variable(let variable):
        declare(variable, declaration, in: input, context: context, type: type)
      case .type(let syntax): declare(syntax, declaration, in: input, context: context)
      case .enumCase(let cases): declare(cases, in: input, context: context, type: type)
      case .conditional(let branches):
        for branch in configuration.active(branches).branches {
          declare(branch.elements, in: input, context: context, type: type)
        }
      case .typealias, .associatedType, .import, .other: break
      }
    }
  }

  private mutating func declare(
    _ syntax: TypeDeclarationSyntax, _ declaration: Declaration, in input: SwiftInput,
    context: DeclarationContext
  ) {
    let range = input.range(declaration.range)
    var name = context.owner.map { "\($0).\(syntax.name)" } ?? syntax.name
    if syntax.keyword == .extension {
      name = extendedName(syntax.name, context: context)
    }
    var inner = context
    inner.owner = name
    inner.isStatic = false
    guard inner.owners.count < 32 else { return }
    var entry = outline.types[name] ?? SwiftOutline.TypeEntry(name: name)
    inner = inner.adding(entry.genericParameters).adding(entry.associatedTypes)
    let lowering = types(in: inner)
    let keyword = FlowTypeDeclaration.Keyword(rawValue: syntax.keyword.rawValue) ?? .struct
    var type = FlowTypeDeclaration(keyword: keyword, name: name, range: range)
    type.genericParameters = parameters(
      syntax.genericParameters, syntax.requirements, lowering: lowering)
    type.inherited = syntax.inherited.flatMap { names(of: lowering.lower($0)) }
    type.attributes = declaration.attributes.map(\.name)
    let attributes = AttributeLowering(input: input).lower(declaration.attributes, of: name)
    if let alignment = attributes.first(where: { $0.name == "alignment" })?.argument {
      type.alignment = UInt32(alignment)
    }
    if syntax.keyword != .extension { entry.genericParameters = type.genericParameters }
    if syntax.keyword == .protocol {
      entry.associatedTypes = associatedTypes(syntax.members, lowering: lowering)
    }
    for parent in type.inherited where !entry.inherited.contains(parent) {
      entry.inherited.append(parent)
    }
    if type.attributes.contains("main") { entry.isMain = true }
    if entry.range == nil || syntax.keyword != .extension { entry.range = range }
    outline.types[name] = entry
    inner = inner.adding(entry.genericParameters).adding(entry.associatedTypes)
    types.append(type)
    declare(syntax.members, in: input, context: inner, type: types.count - 1)
  }

  /// The full name of an extended type: aliases are replaced, a module's name is dropped.
  private func extendedName(_ name: String, context: DeclarationContext) -> String {
    var name = name
    if let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) {
      let first = String(name[..<dot])
      if outline.modules.contains(first), outline.types[first] == nil {
        name = String(name[name.utf8.index(after: dot)...])
      }
    }
    return TypeLowering(outline: outline, context: context).named(name).name
  }

  private func names(of type: FlowType) -> [String] {
    type.name == "Composition" ? type.arguments.flatMap { names(of: $0) } : [type.name]
  }

  private func parameters(
    _ parameters: [GenericParameterSyntax], _ requirements: [RequirementSyntax],
    lowering: TypeLowering
  ) -> [GenericParameter] {
    parameters.map { parameter in
      var constraints = parameter.constraint.map { names(of: lowering.lower($0)) } ?? []
      for requirement in requirements where requirement.kind == .conforms {
        guard case .name(parameter.name, _, nil) = requirement.subject.kind else { continue }
        constraints += names(of: lowering.lower(requirement.type))
      }
      return GenericParameter(
        name: parameter.name, constraints: constraints, isValue: parameter.isValue)
    }
  }

  private func associatedTypes(
    _ members: [Declaration], lowering: TypeLowering
  ) -> [GenericParameter] {
    members.compactMap { member in
      guard case .associatedType(let name, let inherited, _) = member.kind else { return nil }
      let constraints = inherited.flatMap { names(of: lowering.lower($0)) }
      return GenericParameter(name: name, constraints: constraints)
    }
  }

  private mutating func declare(
    _ cases: [EnumCaseSyntax], in input: SwiftInput, context: DeclarationContext, type: Int?
  ) {
    guard let type, let owner = context.owner else { return }
    for syntax in cases {
      let payload = payload(of: syntax, context: context)
      var raw: Int64?
      switch syntax.rawValue?.kind {
      case .integer(let value?)?: raw = Int64(bitPattern: value)
      case .prefix("-", let operand)?:
        if case .integer(let value?) = operand.kind { raw = 0 &- Int64(bitPattern: value) }
      case nil:
        if types[type].inherited.contains(where: Self.integerTypes.contains) {
          raw = types[type].enumCases.last.map { $0.rawValue.map { $0 &+ 1 } } ?? 0
        }
      default: break
      }
      let item = FlowTypeDeclaration.EnumCase(
        name: syntax.name, payload: payload, rawValue: raw)
      types[type].enumCases.append(item)
      outline.types[owner]?.cases[syntax.name] = item
    }
  }

  private func payload(
    of syntax: EnumCaseSyntax, context: DeclarationContext
  ) -> [(label: String?, type: FlowType)] {
    let lowering = types(in: context)
    return (syntax.payload ?? []).map { parameter in
      (label: parameter.label, type: parameter.type.map(lowering.lower) ?? .unknown)
    }
  }

  private static let integerTypes: Set<String> = [
    "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
  ]

  // MARK: - Functions

  private mutating func add(_ function: FlowFunction, _ source: FunctionSource) -> FunctionID {
    let identifier = FunctionID(firstFunction + UInt32(functions.count))
    functions.append(function)
    sources.append(source)
    outline.set(function, for: identifier)
    return identifier
  }

  private mutating func declare(
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

  private mutating func declare(
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

  private mutating func declare(
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
  private mutating func signature(
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
  private func types(in context: DeclarationContext) -> TypeLowering {
    TypeLowering(outline: outline, context: context)
  }

  private mutating func parameter(
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

  private mutating func add(
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

  private func addSelf(to function: inout FlowFunction) {
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

  // MARK: - Variables

  private mutating func declare(
    _ variable: VariableSyntax, _ declaration: Declaration, in input: SwiftInput,
    context: DeclarationContext, type: Int?
  ) {
    let isStatic = declaration.modifiers.contains { $0 == "static" || $0 == "class" }
    var inner = context
    inner.isStatic = isStatic || context.owner == nil
    for binding in variable.bindings {
      var pattern = binding.pattern
      var annotation = binding.type
      if case .typed(let plain, let written) = pattern.kind {
        pattern = plain
        annotation = annotation ?? written
      }
      let written = annotation.map(types(in: inner).lower)
      for name in pattern.names() {
        let attributes = AttributeLowering(input: input).lower(
          declaration.attributes, of: name.text)
        var item = Item(
          name: name.text, isLet: variable.isLet, isStatic: isStatic, attributes: attributes,
          range: input.range(binding.range), path: name.path, context: inner)
        item.type = name.path.isEmpty ? written : written?.element(at: name.path)
        item.isLazy = declaration.modifiers.contains("lazy")
        item.isNonmutating = type.map { types[$0].keyword == .class } ?? true
        declare(item, binding, in: input, type: type)
      }
    }
  }

  /// One name that a variable declaration binds.
  private struct Item {
    var name: String
    var type: FlowType?
    var isLet: Bool
    var isStatic: Bool
    var isLazy = false
    var isNonmutating = false
    var attributes: [FlowAttribute]
    var range: SourceRange
    var path: [String]
    var context: DeclarationContext
  }

  private mutating func declare(
    _ item: Item, _ binding: VariableSyntax.Binding, in input: SwiftInput, type: Int?
  ) {
    let accessors = self.accessors(item, binding, in: input)
    var value: FunctionID?
    if let source = source(of: binding, in: input) {
      value = add(
        value: source.content, name: item.name, type: item.type, range: source.range, in: input,
        context: item.context, path: item.path, needsSelf: item.isLazy)
    }
    let known = SwiftOutline.Variable(
      type: item.type, isLet: item.isLet, isStored: accessors.getter == nil, isLazy: item.isLazy,
      initializer: value, range: item.range)
    var missing: Untyped?
    if item.type == nil, let value {
      missing = Untyped(
        name: item.name, owner: item.context.owner, isStatic: item.isStatic, value: value)
    }
    if let type, let owner = item.context.owner {
      var member = FlowTypeDeclaration.Member(name: item.name, type: item.type, range: item.range)
      member.isStatic = item.isStatic
      member.isLet = item.isLet
      member.isLazy = item.isLazy
      member.initializer = value
      member.getter = accessors.getter
      member.setter = accessors.setter
      member.hasObservers = !accessors.observers.isEmpty
      member.attributes = item.attributes
      missing?.member = (type, types[type].members.count)
      types[type].members.append(member)
      types[type].methods += accessors.observers
      if item.isStatic {
        outline.types[owner]?.staticMembers[item.name] = known
      } else {
        outline.types[owner]?.members[item.name] = known
        if known.isStored, !item.isLazy, types[type].keyword != .extension {
          outline.types[owner]?.stored.append(item.name)
        }
      }
    } else {
      outline.globals[item.name] = known
    }
    if item.isStatic || type == nil {
      let name = item.context.owner.map { "\($0).\(item.name)" } ?? item.name
      var global = FlowGlobal(name: name, type: item.type, range: item.range)
      global.isLet = item.isLet
      global.hasObservers = !accessors.observers.isEmpty
      global.attributes = item.attributes
      global.initializer = value
      global.getter = accessors.getter
      global.setter = accessors.setter
      missing?.global = globals.count
      globals.append(global)
    }
    if let missing { untyped.append(missing) }
  }

  private func source(
    of binding: VariableSyntax.Binding, in input: SwiftInput
  ) -> (content: FunctionSource.Content, range: SourceRange)? {
    if let value = binding.value {
      return (.expression(value, gaps: []), input.range(value.range))
    }
    guard let tokens = binding.valueTokens, let first = tokens.first, let last = tokens.last,
      last < input.tokens.count
    else { return nil }
    let bytes = ByteRange(input.tokens[first].start, input.tokens[last].end)
    return (.tokens(tokens), input.range(bytes))
  }

  private mutating func accessors(
    _ item: Item, _ binding: VariableSyntax.Binding, in input: SwiftInput
  ) -> (getter: FunctionID?, setter: FunctionID?, observers: [FunctionID]) {
    var base = FlowFunction(kind: .getter, name: item.name, range: item.range)
    base.isStatic = item.isStatic
    base.attributes = item.attributes
    return accessors(
      binding.accessors, base: base, type: item.type, isNonmutating: item.isNonmutating,
      in: input, context: item.context)
  }

  private mutating func accessors(
    _ accessors: [AccessorSyntax], base: FlowFunction, type: FlowType?, isNonmutating: Bool,
    in input: SwiftInput, context: DeclarationContext
  ) -> (getter: FunctionID?, setter: FunctionID?, observers: [FunctionID]) {
    var getter: FunctionID?
    var setter: FunctionID?
    var observers: [FunctionID] = []
    for accessor in accessors {
      var function = base
      function.range = input.range(accessor.range)
      function.end = accessor.body.map { input.closingBrace(of: $0.range) } ?? function.range
      function.owner = context.owner
      function.isAsync = accessor.isAsync
      function.throws = accessor.throws != nil
      var source = FunctionSource(
        input, accessor.body.map(FunctionSource.Content.body) ?? .none, context: context)
      var newValue: String?
      switch accessor.name {
      case "get": function.kind = .getter
      case "_read", "read", "borrow": source.role = .readCoroutine
      case "unsafeAddress", "addressor": source.role = .address
      case "set": newValue = accessor.parameter ?? "newValue"
      case "willSet": newValue = accessor.parameter ?? "newValue"
      case "didSet": newValue = accessor.parameter ?? "oldValue"
      case "_modify", "modify", "mutate":
        source.role = .modifyCoroutine
        newValue = "newValue"
      case "unsafeMutableAddress":
        source.role = .mutableAddress
        newValue = "newValue"
      default: continue
      }
      if let newValue {
        function.kind = .setter
        function.isMutating = !isNonmutating && !accessor.modifiers.contains("nonmutating")
        function.parameters.append(.init(label: nil, name: newValue, type: type))
        var local = FlowFunction.Local(name: newValue, type: type, range: function.range)
        local.isLet = true
        function.locals.append(local)
      } else {
        function.result = type
        function.isMutating = accessor.modifiers.contains("mutating")
      }
      if context.owner != nil, !context.isStatic { addSelf(to: &function) }
      let isObserver = accessor.name == "willSet" || accessor.name == "didSet"
      if newValue == nil {
        if getter != nil && accessor.name != "get" { continue }
        getter = add(function, source)
      } else if isObserver {
        observers.append(add(function, source))
      } else {
        if setter != nil && accessor.name != "set" { continue }
        setter = add(function, source)
      }
    }
    return (getter, setter, observers)
  }

  private mutating func declare(
    _ syntax: SubscriptSyntax, _ declaration: Declaration, in input: SwiftInput,
    context: DeclarationContext, type: Int?
  ) {
    guard let owner = context.owner, let type else { return }
    let isStatic = declaration.modifiers.contains { $0 == "static" || $0 == "class" }
    var inner = context.adding(
      syntax.genericParameters.map {
        GenericParameter(name: $0.name, constraints: [], isValue: $0.isValue)
      })
    inner.isStatic = isStatic
    var base = FlowFunction(
      kind: .getter, name: "subscript", range: input.range(declaration.range))
    base.isStatic = isStatic
    base.genericParameters = parameters(
      syntax.genericParameters, [], lowering: types(in: inner))
    var labels = ""
    for parameter in syntax.parameters {
      labels += "\(parameter.label ?? "_"):"
      let added = self.parameter(parameter, in: input, context: inner)
      base.parameters.append(added.parameter)
      base.locals.append(added.local)
    }
    base.name = "subscript(\(labels))"
    base.attributes = AttributeLowering(input: input).lower(
      declaration.attributes, of: "subscript")
    let added = accessors(
      syntax.accessors, base: base, type: syntax.result.map(types(in: inner).lower),
      isNonmutating: types[type].keyword == .class, in: input, context: inner)
    for accessor in [added.getter, added.setter] {
      guard let accessor else { continue }
      types[type].methods.append(accessor)
      outline.types[owner]?.subscripts.append(accessor)
    }
  }

  // MARK: - What comes last

  private mutating func addTopLevel(_ input: SwiftInput) {
    let whole = input.range(ByteRange(0, UInt32(input.source.bytes.count)))
    var function = FlowFunction(kind: .topLevel, name: "top-level code", range: whole)
    function.end = SourceRange(file: whole.file, start: whole.end, end: whole.end)
    var context = DeclarationContext()
    context.isStatic = true
    _ = add(function, FunctionSource(input, .topLevel, context: context))
  }

  private mutating func finish() {
    inferTypes()
    for entry in outline.types.values where entry.isMain {
      for main in entry.staticMethods["main"] ?? [] where main.index >= firstFunction {
        let index = Int(main.index - firstFunction)
        guard functions[index].parameters.isEmpty else { continue }
        functions[index].attributes.append(FlowAttribute("main"))
        outline.set(functions[index], for: main)
      }
    }
  }

  /// Gives variables without a written type that of their initial value, where it is evident.
  private mutating func inferTypes() {
    for item in untyped {
      guard let type = type(of: item) else { continue }
      let index = Int(item.value.index - firstFunction)
      functions[index].result = type
      outline.set(functions[index], for: item.value)
      if let global = item.global { globals[global].type = type }
      if let member = item.member { types[member.type].members[member.index].type = type }
      outline.set(type, ofVariable: item.name, owner: item.owner, isStatic: item.isStatic)
    }
    untyped = []
  }

  /// A function of its own: a copy of the outline that outlives it would make every later change
  /// copy all of it.
  private mutating func type(of item: Untyped) -> FlowType? {
    let index = Int(item.value.index - firstFunction)
    let source = sources[index]
    let expression: Expression
    switch source.content {
    case .tokens(let tokens):
      let parsed = source.input.value(at: tokens)
      expression = parsed.value
      sources[index].content = .expression(parsed.value, gaps: parsed.gaps)
    case .expression(let value, _): expression = value
    case .none, .body, .topLevel: return nil
    }
    let type = TypeInference(outline: outline, context: source.context).type(of: expression)
    guard case .value(let path) = source.role, !path.isEmpty else { return type }
    return type?.element(at: path)
  }
}

extension TypeSyntax {
  /// `inout`, `consuming`, `@escaping` …, where the type has modifiers.
  var modifiers: [String] {
    guard case .modified(let modifiers, let type) = kind else { return [] }
    return modifiers + type.modifiers
  }
}

extension FlowType {
  /// The type of a tuple's element, by the elements' names from the outside in.
  func element(at path: [String]) -> FlowType? {
    var type = self
    for name in path {
      guard type.name == "Tuple" else { return nil }
      if let index = Int(name), type.arguments.indices.contains(index) {
        type = type.arguments[index]
      } else if let index = type.labels.firstIndex(of: name),
        type.arguments.indices.contains(index)
      {
        type = type.arguments[index]
      } else {
        return nil
      }
    }
    return type
  }
}

extension Pattern {
  /// The names that the pattern binds, with the tuple elements that lead to them.
  func names(_ path: [String] = []) -> [(text: String, path: [String])] {
    switch kind {
    case .binding(let name, _): [(name, path)]
    case .tuple(let elements):
      elements.enumerated().flatMap { index, element in
        elements.count == 1
          ? element.pattern.names(path) : element.pattern.names(path + [String(index)])
      }
    case .typed(let pattern, _): pattern.names(path)
    case .wildcard, .enumCase, .some, .is, .cast, .expression: []
    }
  }
}
