/// A Swift declaration. Bodies are parsed on demand: see `BodySyntax`.
public struct Declaration: Sendable {
  public var range: ByteRange
  public var attributes: [AttributeSyntax]
  /// Declaration modifiers as written, without their arguments: `static`, `mutating`, `consuming`,
  /// `nonisolated`, `private` (also for `private(set)`, which is `private(set)`).
  public var modifiers: [String]
  public var kind: Kind

  public init(
    _ range: ByteRange, attributes: [AttributeSyntax] = [], modifiers: [String] = [], _ kind: Kind
  ) {
    self.range = range
    self.attributes = attributes
    self.modifiers = modifiers
    self.kind = kind
  }

  public indirect enum Kind: Sendable {
    case function(FunctionSyntax)
    case initializer(FunctionSyntax, isFailable: Bool)
    case deinitializer(BodySyntax?)
    case `subscript`(SubscriptSyntax)
    case variable(VariableSyntax)
    case type(TypeDeclarationSyntax)
    case enumCase([EnumCaseSyntax])
    case `typealias`(String, TypeSyntax?)
    case associatedType(String, inherited: [TypeSyntax], default: TypeSyntax?)
    case `import`(path: [String])
    /// `operator`, `precedencegroup`, `macro`, a freestanding macro: nothing the analysis reads.
    case other(String)
    case conditional([ConditionalBranch<Declaration>])
  }
}

/// `@name(arguments)`; the arguments as expressions where they parse as such, and as text.
public struct AttributeSyntax: Sendable {
  public var range: ByteRange
  public var name: String
  public var arguments: [Argument]
  public var text: String

  public init(range: ByteRange, name: String, arguments: [Argument], text: String) {
    self.range = range
    self.name = name
    self.arguments = arguments
    self.text = text
  }
}

/// The body of a function, accessor or initialiser: its tokens are known, its statements are parsed
/// when somebody asks, since most functions of a firmware have nothing to do with DMA.
public struct BodySyntax: Sendable {
  /// From `{` to `}`.
  public var range: ByteRange
  /// Indices of the file's tokens, `{` and `}` included.
  public var tokens: Range<Int>
  /// How many levels surround the body, so that the limit on nesting holds across bodies.
  public var depth: Int

  public init(range: ByteRange, tokens: Range<Int>, depth: Int = 0) {
    self.range = range
    self.tokens = tokens
    self.depth = depth
  }
}

public struct FunctionSyntax: Sendable {
  /// The name without labels; `init` for initialisers; the operator for operator functions.
  public var name: String
  public var nameRange: ByteRange
  public var genericParameters: [GenericParameterSyntax] = []
  public var parameters: [ParameterSyntax] = []
  public var isAsync = false
  public var `throws`: ThrowsSyntax?
  public var result: TypeSyntax?
  public var requirements: [RequirementSyntax] = []
  public var body: BodySyntax?

  public init(name: String, nameRange: ByteRange) {
    self.name = name
    self.nameRange = nameRange
  }
}

public struct ParameterSyntax: Sendable {
  public var range: ByteRange
  /// The argument label; nil where it is `_` (closure parameters have none).
  public var label: String?
  /// The name in the body; `_` where it has none.
  public var name: String
  public var type: TypeSyntax?
  public var defaultValue: Expression?
  public var isVariadic = false

  public init(range: ByteRange, label: String?, name: String, type: TypeSyntax?) {
    self.range = range
    self.label = label
    self.name = name
    self.type = type
  }
}

public struct GenericParameterSyntax: Sendable {
  public var name: String
  public var constraint: TypeSyntax?
  /// `let N: Int`
  public var isValue: Bool

  public init(name: String, constraint: TypeSyntax?, isValue: Bool) {
    self.name = name
    self.constraint = constraint
    self.isValue = isValue
  }
}

/// One requirement of a `where` clause.
public struct RequirementSyntax: Sendable {
  public enum Kind: Sendable { case conforms, equals, layout }

  public var subject: TypeSyntax
  public var kind: Kind
  public var type: TypeSyntax

  public init(subject: TypeSyntax, kind: Kind, type: TypeSyntax) {
    self.subject = subject
    self.kind = kind
    self.type = type
  }
}

/// `var a: T = e { accessors }, b = …`; patterns with several names are possible.
public struct VariableSyntax: Sendable {
  public var isLet: Bool
  public var bindings: [Binding]

  public init(isLet: Bool, bindings: [Binding]) {
    self.isLet = isLet
    self.bindings = bindings
  }

  /// The bindings with their types: `var a, b: T` gives both the one that is written behind the last.
  public var typedBindings: [Binding] {
    guard bindings.count > 1 else { return bindings }
    var typed = bindings
    for index in typed.indices.dropLast().reversed()
    where typed[index].type == nil && typed[index].value == nil && typed[index].valueTokens == nil {
      typed[index].type = typed[index + 1].type
    }
    return typed
  }

  public struct Binding: Sendable {
    public var range: ByteRange
    public var pattern: Pattern
    public var type: TypeSyntax?
    public var value: Expression?
    /// The value's tokens, for types and globals whose initial value is parsed on demand; then
    /// `value` is nil and `valueTokens` is not.
    public var valueTokens: Range<Int>?
    public var accessors: [AccessorSyntax]

    public init(range: ByteRange, pattern: Pattern) {
      self.range = range
      self.pattern = pattern
      self.accessors = []
    }
  }
}

/// `get`, `set(newValue)`, `willSet`, `didSet`, `_read`, `_modify`, `unsafeAddress`, `init` …
/// A computed property without `get` has one accessor named `get`.
public struct AccessorSyntax: Sendable {
  public var range: ByteRange
  public var name: String
  /// Modifiers: `mutating`, `nonmutating`, `borrowing` …
  public var modifiers: [String]
  public var parameter: String?
  public var isAsync = false
  public var `throws`: ThrowsSyntax?
  /// Nil in protocols.
  public var body: BodySyntax?

  public init(range: ByteRange, name: String, modifiers: [String], body: BodySyntax?) {
    self.range = range
    self.name = name
    self.modifiers = modifiers
    self.body = body
  }
}

public struct SubscriptSyntax: Sendable {
  public var genericParameters: [GenericParameterSyntax] = []
  public var parameters: [ParameterSyntax]
  public var result: TypeSyntax?
  public var requirements: [RequirementSyntax] = []
  public var accessors: [AccessorSyntax]

  public init(parameters: [ParameterSyntax], result: TypeSyntax?, accessors: [AccessorSyntax]) {
    self.parameters = parameters
    self.result = result
    self.accessors = accessors
  }
}

/// `struct`, `class`, `enum`, `actor`, `protocol` and `extension`.
public struct TypeDeclarationSyntax: Sendable {
  public enum Keyword: String, Sendable {
    case `struct`, `class`, `enum`, actor, `protocol`, `extension`
  }

  public var keyword: Keyword
  /// The name; for an extension the extended type's (`Outer.Inner` for a member type).
  public var name: String
  public var nameRange: ByteRange
  public var genericParameters: [GenericParameterSyntax] = []
  /// Inherited types and protocols; `~Copyable` and `~Escapable` are suppressed types.
  public var inherited: [TypeSyntax] = []
  public var requirements: [RequirementSyntax] = []
  public var members: [Declaration] = []
  /// From `{` to `}`.
  public var bodyRange: ByteRange

  public init(keyword: Keyword, name: String, nameRange: ByteRange, bodyRange: ByteRange) {
    self.keyword = keyword
    self.name = name
    self.nameRange = nameRange
    self.bodyRange = bodyRange
  }
}

public struct EnumCaseSyntax: Sendable {
  public var range: ByteRange
  public var name: String
  public var payload: [ParameterSyntax]?
  public var rawValue: Expression?

  public init(range: ByteRange, name: String, payload: [ParameterSyntax]?, rawValue: Expression?) {
    self.range = range
    self.name = name
    self.payload = payload
    self.rawValue = rawValue
  }
}

public struct TypeSyntax: Sendable {
  public var range: ByteRange
  public var kind: Kind

  public init(_ range: ByteRange, _ kind: Kind) {
    self.range = range
    self.kind = kind
  }

  public indirect enum Kind: Sendable {
    /// `Name<Arguments>`; `base` for member types (`Base.Name`). `Self`, `Any` are names too.
    case name(String, arguments: [TypeSyntax], base: TypeSyntax?)
    case optional(TypeSyntax)
    case array(TypeSyntax)
    case dictionary(key: TypeSyntax, value: TypeSyntax)
    /// `[8 of UInt8]`; the count as type or integer.
    case inlineArray(count: TypeSyntax, element: TypeSyntax)
    case integer(UInt64)
    case tuple([(label: String?, type: TypeSyntax)])
    case function(
      parameters: [TypeSyntax], isAsync: Bool, throws: ThrowsSyntax?, result: TypeSyntax)
    /// `inout T`, `borrowing T`, `consuming T`, `sending T`, `@escaping T`, `@autoclosure T`,
    /// `@convention(c) T`, `some T`, `any T`, `isolated T`, `nonisolated(…) T`, `__owned T`
    case modified([String], TypeSyntax)
    /// `~Copyable`
    case suppressed(TypeSyntax)
    /// `A & B`
    case composition([TypeSyntax])
    /// `T.Type`, `T.Protocol`
    case metatype(TypeSyntax)
    case unknown
  }
}

/// One parsed Swift file: declarations in order, top-level statements, and what was not understood.
public struct SwiftFile: Sendable {
  public var declarations: [Declaration]
  /// Statements of the top level (`main.swift`), declarations among them included, in order.
  public var topLevel: [Statement]
  public var gaps: [(range: ByteRange, message: String)]
  /// The operators that were known at the end of the file, its own included.
  public var operators: OperatorTable

  public init(
    declarations: [Declaration], topLevel: [Statement], gaps: [(range: ByteRange, message: String)],
    operators: OperatorTable = .standard
  ) {
    self.declarations = declarations
    self.topLevel = topLevel
    self.gaps = gaps
    self.operators = operators
  }
}
