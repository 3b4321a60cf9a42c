/// Globals, members, their accessors and subscripts.
extension OutlineBuilder {
  mutating func declare(
    _ variable: VariableSyntax, _ declaration: Declaration, in input: SwiftInput,
    context: DeclarationContext, type: Int?
  ) {
    let isStatic = declaration.modifiers.contains { $0 == "static" || $0 == "class" }
    var inner = context
    inner.isStatic = isStatic || context.owner == nil
    for binding in variable.typedBindings {
      var pattern = binding.pattern
      var annotation = binding.type
      if case .typed(let plain, let written) = pattern.kind {
        pattern = plain
        annotation = annotation ?? written
      }
      let written = annotation.map(types(in: inner).lower)
      for name in pattern.names() {
        var attributes = AttributeLowering(input: input).lower(
          declaration.attributes, of: name.text)
        if declaration.modifiers.contains(where: { $0.hasPrefix("weak") || $0.hasPrefix("unowned") }
        ) {
          attributes.append(FlowAttribute("weak"))
        }
        var item = Item(
          name: name.text, isLet: variable.isLet, isStatic: isStatic, attributes: attributes,
          range: input.range(binding.range), path: name.path, context: inner)
        item.type = name.path.isEmpty ? written : written?.element(at: name.path)
        item.isLazy = declaration.modifiers.contains("lazy")
        item.isNonmutating = type.map { types[$0].keyword == .class } ?? true
        if name.path.isEmpty, let wrapper = wrapper(of: declaration, in: context) {
          declare(item, binding, wrappedBy: wrapper, in: input, type: type)
        } else {
          declare(item, binding, in: input, type: type)
        }
      }
    }
  }

  /// One name that a variable declaration binds.
  struct Item {
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

  mutating func declare(
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
      outline.declare(item.name)
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
      outline.declare(item.name)
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

  func source(
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

  mutating func accessors(
    _ item: Item, _ binding: VariableSyntax.Binding, in input: SwiftInput
  ) -> (getter: FunctionID?, setter: FunctionID?, observers: [FunctionID]) {
    var base = FlowFunction(kind: .getter, name: item.name, range: item.range)
    base.isStatic = item.isStatic
    base.attributes = item.attributes
    return accessors(
      binding.accessors, base: base, type: item.type, isNonmutating: item.isNonmutating,
      in: input, context: item.context)
  }

  mutating func accessors(
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
        function.attributes.append(FlowAttribute(accessor.name))
        observers.append(add(function, source))
      } else {
        if setter != nil && accessor.name != "set" { continue }
        setter = add(function, source)
      }
    }
    return (getter, setter, observers)
  }

  mutating func declare(
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
