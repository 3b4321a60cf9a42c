/// What a bare name means inside a body.
enum NameMeaning {
  case local(LocalID)
  case localFunction(LocalID, FlowFunction)
  /// A computed local variable, by the local that holds its getter.
  case localGetter(LocalID)
  /// What a member of a local stands for: a variable with a property wrapper.
  case wrapped(LocalID, member: String)
  /// A property of `self`.
  case member
  /// A method of `self`.
  case method
  case staticMethod(owner: FlowType)
  case enumCase(owner: FlowType)
  /// A global variable or static property, by its full name.
  case global(String)
  case type(FlowType)
  /// A function, a C constant, or nothing that the inputs declare.
  case other
}

extension FunctionLowering {
  /// What the scopes bind a name to; a local of an enclosing function is captured by this one.
  func binding(_ name: String) -> LocalBinding? {
    for index in scopes.indices.reversed() {
      if let binding = scopes[index].names[name] { return binding }
    }
    switch parent?.binding(name) {
    case nil: return nil
    case .local(let outer)?: return .local(capture(outer))
    case .function(let outer, let signature)?: return .function(capture(outer), signature)
    case .getter(let outer, let type)?: return .getter(capture(outer), type)
    case .wrapped(let outer, let member, let type)?:
      return .wrapped(capture(outer), member: member, type)
    }
  }

  /// The local that stands for one of the enclosing function.
  private func capture(_ outer: LocalID) -> LocalID {
    if let inner = captured[outer] { return inner }
    guard let parent else { return outer }
    let inner = LocalID(UInt32(function.locals.count))
    function.locals.append(parent.function.locals[Int(outer.index)])
    function.captures.append(.init(outer: outer, inner: inner, mode: .place))
    captured[outer] = inner
    if function.locals[Int(inner.index)].name == "self" {
      function.selfLocal = function.selfLocal ?? inner
    }
    return inner
  }

  /// Whether `known` knows it.
  func isLocal(_ name: String) -> Bool {
    for index in scopes.indices.reversed() where scopes[index].names[name] != nil { return true }
    if takesAnonymousParameters, anonymousIndex(name) != nil { return true }
    return parent?.isLocal(name) ?? false
  }

  /// The type of a local name, for inference; it captures nothing.
  func known(_ name: String) -> TypeInference.Local? {
    for index in scopes.indices.reversed() {
      switch scopes[index].names[name] {
      case nil: continue
      case .local(let local)?:
        return .init(type: function.locals[Int(local.index)].type)
      case .function(let local, let signature)?:
        return .init(type: function.locals[Int(local.index)].type, signature: signature)
      case .getter(_, let type)?, .wrapped(_, _, let type)?: return .init(type: type)
      }
    }
    if takesAnonymousParameters, let index = anonymousIndex(name) {
      return .init(
        type: expectedParameters.indices.contains(index) ? expectedParameters[index] : nil)
    }
    return parent?.known(name)
  }

  func meaning(of name: String, isCalled: Bool = false, hasLabels: Bool = false) -> NameMeaning {
    switch binding(name) {
    case .local(let local)?: return .local(local)
    case .function(let local, let signature)?: return .localFunction(local, signature)
    case .getter(let local, _)?: return .localGetter(local)
    case .wrapped(let local, let member, _)?: return .wrapped(local, member: member)
    case nil: break
    }
    if let index = anonymousIndex(name), let local = anonymousParameter(index) {
      return .local(local)
    }
    if context.generics[name] == nil, let meaning = memberMeaning(name) { return meaning }
    let reference = Expression(ByteRange(0, 0), .name(name, genericArguments: []))
    if let type = inference.typeReference(reference, isCalled: isCalled, hasLabels: hasLabels) {
      return .type(type)
    }
    if outline.globals[name] != nil { return .global(name) }
    if outline.functions[name] == nil, isUndeclaredMember(name, isCalled: isCalled) {
      return isCalled ? .method : .member
    }
    return .other
  }

  private func memberMeaning(_ name: String) -> NameMeaning? {
    for (level, owner) in context.owners.enumerated() {
      if level == 0, !context.isStatic {
        if outline.member(name, of: owner) != nil { return .member }
        if !outline.methods(name, of: owner).isEmpty { return .method }
      }
      if outline.staticMember(name, of: owner) != nil {
        return .global(outline.staticName(name, of: owner))
      }
      if !outline.staticMethods(name, of: owner).isEmpty {
        return .staticMethod(owner: FlowType(owner))
      }
      if context.isStatic, outline.enumCase(name, of: owner) != nil {
        return .enumCase(owner: FlowType(owner))
      }
    }
    return nil
  }

  /// Members that the inputs do not declare: of a library type that is extended, `rawValue`.
  private func isUndeclaredMember(_ name: String, isCalled: Bool) -> Bool {
    guard let owner = context.owner, !context.isStatic, known("self") != nil else { return false }
    if isCalled {
      return outline.inheritsFromLibrary(owner) && NameConventions.standardMethods.contains(name)
    }
    if name == "rawValue" { return true }
    return outline.types[owner]?.keyword == nil && NameConventions.standardMembers.contains(name)
  }

  /// `self` as a place; nil in static and free functions.
  func selfPlace(_ range: SourceRange) -> ValueID? {
    guard case .local(let local)? = binding("self") else { return nil }
    return emit(.local(local), range)
  }

  // MARK: - $0

  private func anonymousIndex(_ name: String) -> Int? {
    guard name.utf8.first == UInt8(ascii: "$"), function.kind == .closure else { return nil }
    return Int(name.dropFirst()).flatMap { $0 < 64 ? $0 : nil }
  }

  /// The local of `$0` …; nil in closures that name their parameters.
  private func anonymousParameter(_ index: Int) -> LocalID? {
    guard takesAnonymousParameters else { return nil }
    while anonymousParameters.count <= index { anonymousParameters.append(nil) }
    if let local = anonymousParameters[index] { return local }
    let type = expectedParameters.indices.contains(index) ? expectedParameters[index] : nil
    let local = newLocal("$\(index)", type, function.range, isLet: true)
    anonymousParameters[index] = local
    return local
  }
}
