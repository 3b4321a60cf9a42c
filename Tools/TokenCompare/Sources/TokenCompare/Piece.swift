import DMALint

/// A token as both lexers can be asked for it: dmalint's kinds, and those flags that both know.
struct Piece: Equatable {
  var kind: TokenKind
  var start: Int
  var end: Int
  /// Of operators and the like: prefix, postfix or neither.
  var fixity: Fixity = .none
  /// Whether it is the first on its line; `nil` of pieces of strings, where the lexers count otherwise.
  var startsLine: Bool?

  enum Fixity { case none, prefix, postfix }
}

extension Piece {
  /// The tokens that dmalint finds.
  static func ours(_ source: [UInt8]) -> [Piece] {
    Lexer.tokens(of: source).dropLast().map { token in
      var piece = Piece(kind: token.kind, start: Int(token.start), end: Int(token.end))
      let flags = token.flags
      if flags.isDisjoint(with: [.stringDelimiter, .interpolation]), token.kind != .string {
        if flags.contains(.prefix) { piece.fixity = .prefix }
        if flags.contains(.postfix) { piece.fixity = .postfix }
        piece.startsLine = flags.contains(.startsLine)
      }
      return piece
    }
  }
}
