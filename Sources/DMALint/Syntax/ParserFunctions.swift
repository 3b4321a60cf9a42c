/// Whose parameters are read; they differ in what a lone name means.
enum ParameterOwner {
  case function, `subscript`, enumCase, closure
}

/// Functions, initialisers, subscripts, and their parameters and bodies.
extension SyntaxParser {
  mutating func function() -> FunctionSyntax {
    advance()
    let start = here
    let name = functionName()
    var function = FunctionSyntax(name: name, nameRange: range(from: start))
    signature(&function)
    return function
  }

  /// A name, or an operator; `<` behind an operator starts the generic parameters.
  private mutating func functionName() -> String {
    if isWord {
      let name = currentName
      advance()
      return name
    }
    guard kind(at: index) == .operator || kind(at: index) == .punctuation else {
      missing("the name of a function")
      return ""
    }
    switch lexeme {
    case .leftParen, .rightParen, .leftBrace, .rightBrace, .semicolon, .comma, .quote:
      missing("the name of a function")
      return ""
    default: break
    }
    let text = currentText
    let startsGenerics = kind(at: index + 1) == .identifier || lexeme(at: index + 1) == .let
    if text.utf8.count > 1, text.hasSuffix("<"), startsGenerics {
      leave(1)
      return String(text.dropLast())
    }
    advance()
    return text
  }

  mutating func initializer() -> Declaration.Kind {
    let start = here
    advance()
    var function = FunctionSyntax(name: "init", nameRange: range(from: start))
    var isFailable = false
    switch lexeme {
    case .question, .exclamation:
      isFailable = true
      advance()
    case .binaryOperator, .postfixOperator, .prefixOperator, .questionInfix:
      // `init?<T>` is one operator to the lexer.
      let byte = source[Int(here)]
      if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!") {
        isFailable = true
        takeByte()
      }
    default: break
    }
    signature(&function)
    return .initializer(function, isFailable: isFailable)
  }

  /// Everything behind the name of a function.
  private mutating func signature(_ function: inout FunctionSyntax) {
    function.genericParameters = genericParameters()
    if lexeme == .leftParen {
      function.parameters = parameters(of: .function)
    } else {
      missing("'('")
    }
    (function.isAsync, function.throws) = effects()
    if take(.arrow) { function.result = resultType() }
    function.requirements = requirements()
    function.body = body()
  }

  /// A type, or `<T> T`.
  private mutating func resultType() -> TypeSyntax {
    if atLeftAngle { _ = genericParameters() }
    return type()
  }

  mutating func subscriptDeclaration() -> SubscriptSyntax {
    advance()
    let generics = genericParameters()
    var declaration = SubscriptSyntax(parameters: [], result: nil, accessors: [])
    declaration.genericParameters = generics
    if lexeme == .leftParen {
      declaration.parameters = parameters(of: .subscript)
    } else {
      missing("'('")
    }
    if take(.arrow) { declaration.result = resultType() } else { missing("'->'") }
    declaration.requirements = requirements()
    if lexeme == .leftBrace { declaration.accessors = accessors() }
    return declaration
  }

  // MARK: - Bodies

  /// Skips `{ … }`, to be read on demand; nil where there is none.
  mutating func body() -> BodySyntax? {
    guard lexeme == .leftBrace else { return nil }
    let start = here
    let open = index
    let close = closing(open)
    if close < end {
      move(to: close + 1)
    } else {
      move(to: end)
      gap("expected '}'", ByteRange(start, previousEnd))
    }
    return BodySyntax(range: range(from: start), tokens: open..<index, depth: depth)
  }

  // MARK: - Parameters

  /// Reads `(…)` with parameters.
  mutating func parameters(of owner: ParameterOwner) -> [ParameterSyntax] {
    let open = index
    advance()
    var parameters: [ParameterSyntax] = []
    while lexeme != .rightParen, lexeme != .end {
      let before = mark
      parameters.append(parameter(of: owner))
      guard take(.comma), !isAt(before) else { break }
    }
    close(.rightParen, openedAt: open)
    return parameters
  }

  private mutating func parameter(of owner: ParameterOwner) -> ParameterSyntax {
    let start = here
    _ = attributesOfParameter(owner)
    let (label, name) = parameterNames(owner)
    var parameter = ParameterSyntax(
      range: ByteRange(start, start), label: label, name: name ?? "_", type: nil)
    if name == nil || take(.colon) {
      parameter.type = type()
    } else if let type = untypedParameter(owner) {
      parameter.type = type
    }
    if atOperator("...") {
      advance()
      parameter.isVariadic = true
    }
    if take(.equal) { parameter.defaultValue = expression() }
    parameter.range = range(from: start)
    return parameter
  }

  /// Attributes in front of a parameter's name; those of its type are left to the type.
  private mutating func attributesOfParameter(_ owner: ParameterOwner) -> [AttributeSyntax] {
    guard lexeme == .at else { return [] }
    var next = index
    while lexeme(at: next) == .at { next = endOfAttribute(next) }
    let isName = isWord(at: next) && (isColon(at: next + 1) || isWord(at: next + 1))
    switch owner {
    case .closure: return attributes()
    case .function, .subscript, .enumCase: return isName ? attributes() : []
    }
  }

  /// The label and name of a parameter; the name is nil where only a type stands.
  private mutating func parameterNames(_ owner: ParameterOwner) -> (label: String?, name: String?) {
    skipMisplacedSpecifiers(owner)
    guard isWord || lexeme == .dollar else { return (nil, nil) }
    let first = lexeme == .wildcard ? nil : currentName
    if isColon(at: index + 1) {
      advance()
      switch owner {
      case .function, .enumCase: return (first, first ?? "_")
      case .subscript, .closure: return (nil, first ?? "_")
      }
    }
    if isWord(at: index + 1), isColon(at: index + 2) {
      advance()
      let second = currentName
      advance()
      return (first, second)
    }
    switch owner {
    case .closure:
      advance()
      guard isWord, !startsLine else { return (nil, first ?? "_") }
      let second = currentName
      advance()
      return (first, second)
    case .function, .subscript, .enumCase: return (nil, nil)
    }
  }

  /// `isolated name: T` in a closure, and `isolated label name: T`: an old place for specifiers.
  private mutating func skipMisplacedSpecifiers(_ owner: ParameterOwner) {
    while true {
      switch lexeme {
      case .isolated, .constant, .sending, .borrowing, .consuming, .inout, .owned, .shared: break
      default: return
      }
      guard isWord(at: index + 1) else { return }
      let isSingle = isColon(at: index + 2)
      guard isSingle ? owner == .closure : isWord(at: index + 2) else { return }
      advance()
    }
  }

  private mutating func untypedParameter(_ owner: ParameterOwner) -> TypeSyntax? {
    switch owner {
    case .closure: return nil
    case .function, .subscript, .enumCase:
      missing("':'")
      return nil
    }
  }
}
