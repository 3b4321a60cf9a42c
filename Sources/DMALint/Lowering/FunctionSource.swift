/// What the operations of a declared function are made from.
struct FunctionSource: Sendable {
  /// What is to be lowered.
  enum Content: Sendable {
    case none
    case body(BodySyntax)
    /// An initial value that was not parsed yet: indices of the file's tokens.
    case tokens(Range<Int>)
    case expression(Expression, gaps: SwiftParser.Gaps)
    /// The statements of a script.
    case topLevel
  }

  /// What the body does beyond running.
  enum Role: Sendable {
    case plain
    case initializer(isDesignated: Bool)
    /// `_read` and `borrow`: what is yielded or returned is the value.
    case readCoroutine
    /// `_modify`, `mutate`: what is yielded or returned is the place that the new value goes to.
    case modifyCoroutine
    /// `unsafeAddress`: the value is where the returned pointer points.
    case address
    case mutableAddress
    /// One element of a value that a tuple pattern takes apart: the elements' names from the outside
    /// in; empty for the value itself.
    case value(path: [String])
  }

  var input: SwiftInput
  var content: Content
  var role = Role.plain
  var context: DeclarationContext
  /// What a typed `throws` says.
  var errorType: FlowType?

  init(_ input: SwiftInput, _ content: Content, context: DeclarationContext) {
    self.input = input
    self.content = content
    self.context = context
  }

  /// Indices of the file's tokens that the function is made of.
  var tokens: Range<Int>? {
    switch content {
    case .none, .topLevel, .expression: nil
    case .body(let body): body.tokens
    case .tokens(let tokens): tokens
    }
  }
}
