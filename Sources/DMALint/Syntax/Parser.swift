/// Reads Swift tokens into a syntax tree. It never fails: what it does not understand becomes a gap.
///
/// The first pass over a file reads declarations and top-level statements; the bodies of functions
/// and accessors and the initial values of globals and stored properties are skipped, and read when
/// somebody asks for them.
public enum SwiftParser {
  /// What a pass did not understand: a range and a sentence.
  public typealias Gaps = [(range: ByteRange, message: String)]

  /// Reads the declarations and top-level statements of a file.
  ///
  /// `operators` are those that other files of the module declare; the file's own are added to them
  /// and come back in `SwiftFile.operators`.
  public static func parse(
    source: [UInt8], tokens: [Token], operators: OperatorTable = .standard
  ) -> SwiftFile {
    var parser = SyntaxParser(source: source, tokens: tokens, operators: operators)
    let file = parser.file()
    guard parser.foldedUnknownOperator, file.operators != operators else { return file }
    // An operator was used above its declaration, as is usual in Swift: read again, knowing it.
    var second = SyntaxParser(source: source, tokens: tokens, operators: file.operators)
    return second.file()
  }

  /// Reads the statements of a body that the first pass skipped.
  public static func parseBody(
    _ body: BodySyntax, source: [UInt8], tokens: [Token], operators: OperatorTable = .standard
  ) -> (block: Block, gaps: Gaps) {
    var parser = SyntaxParser(
      source: source, tokens: tokens, in: body.tokens, depth: body.depth, operators: operators)
    let block = parser.wholeBody(body)
    return (block, parser.gaps)
  }

  /// Reads an initial value that the first pass skipped.
  public static func parseValue(
    _ value: Range<Int>, source: [UInt8], tokens: [Token], operators: OperatorTable = .standard
  ) -> (value: Expression, gaps: Gaps) {
    var parser = SyntaxParser(
      source: source, tokens: tokens, in: value, depth: 0, operators: operators)
    let expression = parser.wholeValue()
    return (expression, parser.gaps)
  }
}

/// A recursive-descent parser over a slice of a file's tokens.
///
/// Invariants: `index` only grows, except where a rule looks ahead and puts it back before it reads
/// anything into the tree; every loop consumes a token in each round or ends; recursion is bounded
/// by `maximumDepth`, and the height of the tree by that and `maximumHeight`, so that neither the
/// parser nor whoever walks or releases the tree runs out of stack. 2 MB are enough for it, 8 MB
/// without optimisation.
struct SyntaxParser: ~Copyable {
  /// Nested expressions, statements, types and patterns; what lies deeper is one gap.
  static let maximumDepth = 256
  /// Links of a chain (`a + b + …`, `a.b.c…`, `else if …`); what is higher is one gap.
  static let maximumHeight = 1000

  let source: [UInt8]
  let tokens: [Token]
  /// The index of the first token that is not to be read; it reads as `.end`.
  let end: Int
  let words = WordTable.shared

  /// The current token.
  var index: Int
  /// How many bytes of the current token are taken already, as the first `>` of `>>` is.
  var consumed: UInt32 = 0
  /// What the current token, or the rest of it, stands for.
  var lexeme: Lexeme = .end

  var depth: Int
  /// An upper bound for the height of what was read since the current rule began.
  var height = 0
  /// How many `#if` surround the current token.
  var conditionals = 0

  var gaps: SwiftParser.Gaps = []
  var operators: OperatorTable
  /// Whether an operator was folded that no table knew at that point.
  var foldedUnknownOperator = false

  /// Operands and operators of the expressions that are being folded, innermost last.
  var operands: [Operand] = []
  var pending: [PendingOperator] = []

  init(source: [UInt8], tokens: [Token], operators: OperatorTable) {
    self.init(
      source: source, tokens: tokens, in: 0..<tokens.count, depth: 0, operators: operators)
  }

  init(
    source: [UInt8], tokens: [Token], in range: Range<Int>, depth: Int, operators: OperatorTable
  ) {
    self.source = source
    self.tokens = tokens
    self.index = min(range.lowerBound, tokens.count)
    self.end = min(range.upperBound, tokens.count)
    self.depth = depth
    self.operators = operators
    lexeme = lexeme(at: index)
  }

  // MARK: - Nesting

  /// Goes one level down; nil where it would be too deep. Give the result to `ascend`.
  mutating func descend() -> Int? {
    guard depth < Self.maximumDepth else { return nil }
    depth += 1
    let outer = height
    height = 0
    return outer
  }

  mutating func ascend(_ outer: Int) {
    depth -= 1
    height = max(outer, height + 1)
  }

  /// Adds a link to a chain; false, with a gap, where the chain has become too long to keep.
  mutating func link(from start: UInt32) -> Bool {
    height += 1
    guard height > Self.maximumHeight else { return true }
    gap("a chain of more than \(Self.maximumHeight) links", from: start)
    height = 0
    return false
  }

  // MARK: - Gaps

  /// Notes that what lies between `start` and the current token was not understood.
  mutating func gap(_ message: String, from start: UInt32) {
    gap(message, ByteRange(start, max(start, previousEnd)))
  }

  mutating func gap(_ message: String, _ range: ByteRange) {
    if let last = gaps.last, last.message == message, range.start <= last.range.end {
      gaps[gaps.count - 1].range.end = max(last.range.end, range.end)
    } else {
      gaps.append((range, message))
    }
  }

  /// Notes that something is missing in front of the current token.
  mutating func missing(_ what: String) {
    gap("expected \(what)", ByteRange(here, index < end ? tokens[index].end : here))
  }
}
