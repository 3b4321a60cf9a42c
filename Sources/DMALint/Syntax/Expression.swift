/// A Swift expression as written: operators folded by precedence, nothing resolved.
public struct Expression: Sendable {
  public var range: ByteRange
  public var kind: Kind

  public init(_ range: ByteRange, _ kind: Kind) {
    self.range = range
    self.kind = kind
  }

  public indirect enum Kind: Sendable {
    // Literals
    /// The value where it fits 64 bits (two's complement for huge unsigned ones); nil where it does not.
    case integer(UInt64?)
    case float
    case boolean(Bool)
    case nilLiteral
    case string([StringPiece])
    case regex
    case array([Expression])
    case dictionary([(key: Expression, value: Expression)])
    /// `(a, b: c)`; a parenthesised expression has one element without a label.
    case tuple([Argument])
    case closure(ClosureExpression)
    /// `\Root.path` as text.
    case keyPath(String)
    /// `#name(…) {…}`: opaque, its arguments are kept.
    case macro(name: String, arguments: [Argument])

    // Names
    /// `name`, `self`, `Self`, `super`, `$0`, `init`; with generic arguments where written.
    /// Backticks are removed; a module selector (`Module::name`) keeps only the name.
    case name(String, genericArguments: [TypeSyntax])
    /// `base.name`, `base.0`, `base.self`, `base.init`; argument labels of compound names
    /// (`base.name(label:)`) in `labels`.
    case member(Expression, name: String, genericArguments: [TypeSyntax], labels: [String?]?)
    /// `.name`
    case implicitMember(name: String)
    case wildcard
    /// A type in expression position that is not a plain name: `[UInt8]`, `[8 of UInt8]`, `(A) -> B`.
    case type(TypeSyntax)

    // Calls
    case call(Expression, arguments: [Argument])
    case `subscript`(Expression, arguments: [Argument])
    /// `&place`
    case addressOf(Expression)

    // Operators
    case prefix(String, Expression)
    case postfix(String, Expression)
    case binary(Expression, String, Expression)
    /// `place = value`, and compound assignment with its operator without `=` (`+` for `+=`).
    case assign(Expression, operator: String?, Expression)
    case ternary(Expression, Expression, Expression)
    case `is`(Expression, TypeSyntax)
    case cast(Expression, CastKind, TypeSyntax)
    /// `base?` in an optional chain: the chain ends at the nearest enclosing `chain`.
    case optionalChain(Expression)
    /// `base!`
    case forced(Expression)

    // Words
    case `try`(TryKind, Expression)
    case await(Expression)
    /// `consume x`, `copy x`, `borrow x`, `unsafe x`, `each x`, `repeat x`, `any T`, `some T`
    case word(String, Expression)

    // Statements as expressions
    case `if`(IfStatement)
    case `switch`(SwitchStatement)
    case `do`(DoStatement)

    /// Something the parser did not understand; the gap is in the file's list.
    case unknown
  }

  public enum CastKind: Sendable { case coerce, conditional, forced }
  public enum TryKind: Sendable { case propagate, optional, forced }
}

/// One argument of a call, subscript or tuple.
public struct Argument: Sendable {
  public var label: String?
  public var value: Expression
  /// Written after the parentheses, as `{ … }` or `label: { … }`.
  public var isTrailing: Bool

  public init(label: String? = nil, _ value: Expression, isTrailing: Bool = false) {
    self.label = label
    self.value = value
    self.isTrailing = isTrailing
  }
}

/// A piece of a string literal.
public enum StringPiece: Sendable {
  /// Text, with the number of UTF-8 bytes it has after its escapes.
  case text(ByteRange, byteCount: Int)
  case interpolation([Argument])
}

/// `{ [captures] (parameters) async throws -> Result in statements }`
public struct ClosureExpression: Sendable {
  public var range: ByteRange
  public var captures: [Capture] = []
  public var parameters: [ParameterSyntax] = []
  /// Whether a signature was written at all (`in`); without it `$0` … are the parameters.
  public var hasSignature = false
  public var isAsync = false
  public var `throws`: ThrowsSyntax?
  public var result: TypeSyntax?
  public var body: Block

  public init(range: ByteRange, body: Block) {
    self.range = range
    self.body = body
  }

  /// `[weak self]`, `[x]`, `[y = value]`
  public struct Capture: Sendable {
    public var specifier: String?
    public var name: String
    public var value: Expression?
    public var range: ByteRange

    public init(specifier: String?, name: String, value: Expression?, range: ByteRange) {
      self.specifier = specifier
      self.name = name
      self.value = value
      self.range = range
    }
  }
}

/// `throws`, `throws(Type)` or `rethrows`.
public struct ThrowsSyntax: Sendable {
  public var type: TypeSyntax?
  public var isRethrows: Bool

  public init(type: TypeSyntax? = nil, isRethrows: Bool = false) {
    self.type = type
    self.isRethrows = isRethrows
  }
}
