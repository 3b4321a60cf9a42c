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

/// What a token is.
public enum TokenKind: UInt8, CaseIterable, Sendable {
  /// Names, `_`, `$0`, `$name`, names in backticks (raw identifiers included) and the placeholders
  /// of editors.
  case identifier
  /// Reserved words, wherever they stand, and `#available` and `#unavailable`. Contextual words
  /// (`async`, `get`, `consuming` …) are identifiers.
  case keyword
  /// Operators, with `prefix`, `postfix` or (binary) neither flag.
  ///
  /// Which characters make up one operator is decided without knowing the grammar around it, so
  /// the parser splits `>>` or `>?` where it closes generic arguments.
  case `operator`
  /// `( ) [ ] { } , : :: ; . # \ -> =`, prefix `&`, postfix `?` and `!`, the `?` of `a ? b : c`, and
  /// the quotes and interpolation delimiters of strings.
  case punctuation
  case integer
  /// Where the grammar wants a version (`iOS 13.0`) it is a float as well.
  case float
  /// One piece of text of a string literal, between its delimiters and interpolations.
  case string
  /// The whole literal, its delimiters included.
  case regex
  /// `#if`, `#elseif`, `#else`, `#endif`, `#sourceLocation`.
  case directive
  /// The `@` of an attribute.
  case attribute
  /// What no Swift file may hold: control characters, broken UTF-8, a stray `*/`, a merge conflict.
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
  /// An operator in prefix position (bound to what follows); of a delimiter, the opening one.
  public static let prefix = TokenFlags(rawValue: 1 << 3)
  /// An operator in postfix position (bound to what precedes); of a delimiter, the closing one.
  public static let postfix = TokenFlags(rawValue: 1 << 4)
  /// An identifier written in backticks.
  public static let quoted = TokenFlags(rawValue: 1 << 5)
  /// A delimiter of a string: the `"`, `"""` or `'`, and the run of `#` of a raw string, which is a
  /// token of its own. `prefix` or `postfix` tells opening from closing.
  ///
  /// A string without its closing delimiter ends at the end of its line, or with the file if it is a
  /// multi-line one; then the next token carries neither `stringDelimiter` with `postfix` nor
  /// `interpolation` with `prefix`.
  public static let stringDelimiter = TokenFlags(rawValue: 1 << 6)
  /// A delimiter of an interpolation: `\`, the `#` run of a raw string, `(` with `prefix`, and the
  /// matching `)` with `postfix`.
  ///
  /// An interpolation of a single-line string without its `)` ends, with the string, with its line.
  public static let interpolation = TokenFlags(rawValue: 1 << 7)
}
