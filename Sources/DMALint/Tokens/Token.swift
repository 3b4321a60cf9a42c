/// One token of Swift source: a kind and the bytes it covers.
///
/// Tokens and the trivia between them (white space, comments, the byte order mark, the shebang line)
/// tile the file: nothing is lost and nothing overlaps.
public struct Token: Hashable, Sendable {
  public var kind: TokenKind
  public var flags: TokenFlags
  public var start: UInt32
  public var end: UInt32

  public init(_ kind: TokenKind, _ start: UInt32, _ end: UInt32, _ flags: TokenFlags = []) {
    self.kind = kind
    self.flags = flags
    self.start = start
    self.end = end
  }
}

/// What a token is; the raw names are those that `dmalint tokens` prints.
public enum TokenKind: UInt8, CaseIterable, Sendable {
  /// Names, `_`, `$0`, `$name`, and names in backticks (raw identifiers included).
  case identifier
  /// Reserved words. Contextual words (`async`, `get`, `consuming` …) are identifiers.
  case keyword
  /// Operators by position; see `TokenFlags` for prefix, postfix and binary use.
  case `operator`
  /// `( ) [ ] { } , : ; . # \ -> = & ? ! ` and the quotes and interpolation delimiters of strings.
  case punctuation
  case integer
  case float
  /// One piece of text of a string literal, between its delimiters and interpolations.
  case string
  case regex
  /// `#if`, `#elseif`, `#else`, `#endif`, `#sourceLocation` …
  case directive
  /// The `@` of an attribute.
  case attribute
  case unknown
  case eof
}

/// What stands around a token, as far as the parser has to know.
public struct TokenFlags: OptionSet, Hashable, Sendable {
  public var rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The first token on its line.
  public static let startsLine = TokenFlags(rawValue: 1 << 0)
  /// White space, a comment or the file's start stands directly before it.
  public static let spaceBefore = TokenFlags(rawValue: 1 << 1)
  /// White space, a comment or the file's end stands directly behind it.
  public static let spaceAfter = TokenFlags(rawValue: 1 << 2)
  /// An operator in prefix position (bound to what follows).
  public static let prefix = TokenFlags(rawValue: 1 << 3)
  /// An operator in postfix position (bound to what precedes).
  public static let postfix = TokenFlags(rawValue: 1 << 4)
  /// An identifier written in backticks.
  public static let quoted = TokenFlags(rawValue: 1 << 5)
}
