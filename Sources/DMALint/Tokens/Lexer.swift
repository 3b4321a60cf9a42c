/// A cursor over the bytes of one Swift file that hands out its tokens one by one.
///
/// Any bytes whatever give tokens: nothing fails, and what is no Swift becomes tokens of kind
/// `unknown`. Tokens and the trivia between them tile the file. The time taken is linear in the
/// size of the input however it is nested, and nothing recurses.
///
/// Invariants: every call of `next()` before the last moves `position` forward; outside of literals
/// `position` stands at the start of a token, with `pending` telling what stands before it.
public struct Lexer {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  /// 3 behind a byte order mark, else 0.
  var contentStart = 0
  var phase = Phase.code
  var context = Context.expression
  /// `startsLine` and `spaceBefore` of the token at `position`.
  var pending: TokenFlags = [.startsLine, .spaceBefore]
  /// The string literal being read, outside of its interpolations.
  var literal = Quotation(form: .line, pounds: 0)
  /// Where the piece of text or the regex at `position` ends, in phases `text` and `regex`.
  var literalEnd = 0
  /// What comes after that piece of text.
  var afterText = Phase.code
  /// How many interpolations are open, the innermost of them, and those around it.
  var depth = 0
  var interpolation = Interpolation(of: Quotation(form: .line, pounds: 0))
  var outerInterpolations: [Interpolation] = []
  var memory = ScanMemory()

  /// The bytes must stay where they are, unchanged, for as long as the lexer is used.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    skipStartOfFile()
    skipTrivia()
  }

  /// The tokens of a file; the last one, and no other, is of kind `eof`.
  public static func tokens(of source: [UInt8]) -> [Token] {
    source.withUnsafeBufferPointer { bytes in
      var lexer = Lexer(bytes)
      var tokens: [Token] = []
      tokens.reserveCapacity(bytes.count / 4 + 8)
      repeat { tokens.append(lexer.next()) } while tokens[tokens.count - 1].kind != .eof
      return tokens
    }
  }

  /// The next token; at the end of the file `eof` again and again.
  public mutating func next() -> Token {
    let start = position
    var flags = pending
    let kind = phase == .code ? readCode(&flags) : readLiteral(&flags)
    let end = position
    pending = []
    if phase == .code {
      skipTrivia()
      if position != end || end == bytes.count { flags.insert(.spaceAfter) }
    }
    return Token(
      kind, UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end), flags)
  }
}

extension Lexer {
  /// Whether code is read, and if not, which part of which literal comes next.
  enum Phase {
    case code
    /// Between the `#` of a raw string and its opening quote.
    case openingQuote
    case text
    case closingQuote
    case closingPounds
    /// Between the `\` of an interpolation and its `(`.
    case interpolationStart
    /// At a regex whose end is known, because an operator has been split off before it.
    case regex
  }

  /// What the last token says about the one to come.
  enum Context {
    /// An expression must come.
    case expression
    /// An expression must come, be it an operator that is passed as an argument.
    case argument
    /// No expression can come.
    case operand
    /// The `.` of a member or tuple element stands before.
    case member
    /// The name of an operator comes: `func` or `operator` stands before.
    case operatorName
    /// `try` stands before.
    case attempt
  }

  /// How a string literal is delimited.
  struct Quotation {
    enum Form { case line, apostrophe, multiline }

    var form: Form
    var pounds: Int
  }

  /// An open interpolation: the string it belongs to, and the parentheses open within it.
  struct Interpolation {
    var literal: Quotation
    var parentheses = 0

    init(of literal: Quotation) { self.literal = literal }
  }

  /// The byte at `index`, or NUL beyond the end of the file.
  @inline(__always)
  func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : Ascii.nul }

  /// Where the run of `#` at `index` ends.
  func endOfPounds(at index: Int) -> Int {
    var end = index
    while end < bytes.count, bytes[end] == Ascii.pound { end += 1 }
    return end
  }
}
