/// One Swift file as the lowering reads it: its text, its tokens and its tree.
public struct SwiftInput: Sendable {
  public let file: FileID
  public let source: SourceText
  public let tokens: [Token]
  public let syntax: SwiftFile
  let lines: LineTable

  public init(file: FileID, source: SourceText, tokens: [Token], syntax: SwiftFile) {
    self.file = file
    self.source = source
    self.tokens = tokens
    self.syntax = syntax
    self.lines = LineTable(source.bytes)
  }

  /// Lexes and parses a file.
  public init(file: FileID, source: SourceText, operators: OperatorTable = .standard) {
    let tokens = Lexer.tokens(of: source.bytes)
    self.init(
      file: file, source: source, tokens: tokens,
      syntax: SwiftParser.parse(source: source.bytes, tokens: tokens, operators: operators))
  }

  func statements(of body: BodySyntax) -> (block: Block, gaps: SwiftParser.Gaps) {
    SwiftParser.parseBody(
      body, source: source.bytes, tokens: tokens, operators: syntax.operators)
  }

  func value(at tokens: Range<Int>) -> (value: Expression, gaps: SwiftParser.Gaps) {
    SwiftParser.parseValue(
      tokens, source: source.bytes, tokens: self.tokens, operators: syntax.operators)
  }

  func range(_ bytes: ByteRange) -> SourceRange {
    SourceRange(
      file: file, start: lines.position(of: bytes.start), end: lines.position(of: bytes.end))
  }

  /// The last byte of a braced range: its `}`.
  func closingBrace(of bytes: ByteRange) -> SourceRange {
    guard bytes.end > bytes.start else { return range(bytes) }
    return range(ByteRange(bytes.end - 1, bytes.end))
  }

  func text(_ bytes: ByteRange) -> String {
    let end = min(Int(bytes.end), source.bytes.count)
    let start = min(Int(bytes.start), end)
    return String(decoding: source.bytes[start..<end], as: UTF8.self)
  }

  /// Whether the file has statements that run from top to bottom: `main.swift` and its like.
  var isScript: Bool { syntax.topLevel.contains { $0.isRun(depth: 0) } }
}

extension Statement {
  /// Whether the statement is more than a declaration, also inside `#if`.
  fileprivate func isRun(depth: Int) -> Bool {
    switch kind {
    case .declaration: false
    case .conditional(let branches):
      depth > 64
        || branches.contains { branch in branch.elements.contains { $0.isRun(depth: depth + 1) } }
    default: true
    }
  }
}
