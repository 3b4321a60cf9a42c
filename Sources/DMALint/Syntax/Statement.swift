/// Statements between braces (or the top level of a file), with the range from `{` to `}`.
public struct Block: Sendable {
  public var range: ByteRange
  public var statements: [Statement]

  public init(range: ByteRange, statements: [Statement]) {
    self.range = range
    self.statements = statements
  }
}

public struct Statement: Sendable {
  public var range: ByteRange
  public var kind: Kind

  public init(_ range: ByteRange, _ kind: Kind) {
    self.range = range
    self.kind = kind
  }

  public indirect enum Kind: Sendable {
    case expression(Expression)
    case declaration(Declaration)
    case `return`(Expression?)
    case `throw`(Expression)
    case `break`(label: String?)
    case `continue`(label: String?)
    case `fallthrough`
    /// `discard self`
    case discard(Expression)
    /// `yield place` in a coroutine accessor.
    case yield(Expression)
    /// `then value`
    case then(Expression)
    case `if`(IfStatement)
    case `guard`([Condition], Block)
    case `while`([Condition], Block)
    case repeatWhile(Block, Expression)
    case `for`(ForStatement)
    case `switch`(SwitchStatement)
    case `do`(DoStatement)
    case `defer`(Block)
    case labeled(String, Statement)
    /// `#if … #elseif … #else … #endif` around statements.
    case conditional([ConditionalBranch<Statement>])
    case unknown
  }
}

/// One branch of `#if`; the condition is kept as text, nil for `#else`.
public struct ConditionalBranch<Element: Sendable>: Sendable {
  public var condition: String?
  public var elements: [Element]

  public init(condition: String?, elements: [Element]) {
    self.condition = condition
    self.elements = elements
  }
}

public indirect enum Condition: Sendable {
  case expression(Expression)
  /// `let x = e`, `var x = e`, `let x` (then `value` is nil), `inout`-less optional binding.
  case optionalBinding(Pattern, isVariable: Bool, type: TypeSyntax?, value: Expression?)
  /// `case pattern = e`
  case pattern(Pattern, Expression)
  /// `#available(…)`, `#unavailable(…)`
  case availability
}

public struct IfStatement: Sendable {
  public var range: ByteRange
  public var conditions: [Condition]
  public var then: Block
  /// A block, or another `if` as the only statement of a block.
  public var otherwise: Block?

  public init(range: ByteRange, conditions: [Condition], then: Block, otherwise: Block?) {
    self.range = range
    self.conditions = conditions
    self.then = then
    self.otherwise = otherwise
  }
}

public struct ForStatement: Sendable {
  public var pattern: Pattern
  public var type: TypeSyntax?
  public var isTry = false
  public var isAwait = false
  public var sequence: Expression
  public var condition: Expression?
  public var body: Block

  public init(pattern: Pattern, sequence: Expression, body: Block) {
    self.pattern = pattern
    self.sequence = sequence
    self.body = body
  }
}

public struct SwitchStatement: Sendable {
  public var range: ByteRange
  public var subject: Expression
  public var cases: [Case]

  public init(range: ByteRange, subject: Expression, cases: [Case]) {
    self.range = range
    self.subject = subject
    self.cases = cases
  }

  /// One `case …:` or `default:`. Cases inside `#if` are listed in order.
  public struct Case: Sendable {
    public var range: ByteRange
    /// Empty for `default`.
    public var items: [(pattern: Pattern, condition: Expression?)]
    public var isDefault: Bool
    public var body: Block

    public init(
      range: ByteRange, items: [(pattern: Pattern, condition: Expression?)], isDefault: Bool,
      body: Block
    ) {
      self.range = range
      self.items = items
      self.isDefault = isDefault
      self.body = body
    }
  }
}

/// `do throws(E) { … } catch pattern where … { … }`; without `catch` it is a scope.
public struct DoStatement: Sendable {
  public var range: ByteRange
  public var `throws`: ThrowsSyntax?
  public var body: Block
  public var catches: [Catch]

  public init(range: ByteRange, throws: ThrowsSyntax?, body: Block, catches: [Catch]) {
    self.range = range
    self.throws = `throws`
    self.body = body
    self.catches = catches
  }

  public struct Catch: Sendable {
    public var items: [(pattern: Pattern, condition: Expression?)]
    public var body: Block

    public init(items: [(pattern: Pattern, condition: Expression?)], body: Block) {
      self.items = items
      self.body = body
    }
  }
}

public struct Pattern: Sendable {
  public var range: ByteRange
  public var kind: Kind

  public init(_ range: ByteRange, _ kind: Kind) {
    self.range = range
    self.kind = kind
  }

  public indirect enum Kind: Sendable {
    case wildcard
    /// A name that binds: under `let`, `var`, or where a binding is expected.
    case binding(String, isVariable: Bool)
    case tuple([(label: String?, pattern: Pattern)])
    /// `.name(payload)`, `Type.name(payload)`
    case enumCase(type: TypeSyntax?, name: String, payload: [(label: String?, pattern: Pattern)]?)
    /// `pattern?`
    case some(Pattern)
    case `is`(TypeSyntax)
    case cast(Pattern, TypeSyntax)
    /// `pattern: Type`
    case typed(Pattern, TypeSyntax)
    case expression(Expression)
  }
}
