import DMALint
@_spi(Testing) import SwiftParser
@_spi(RawSyntax) import SwiftSyntax

extension Piece {
  /// The tokens that the lexer of swift-syntax finds, brought into dmalint's terms.
  ///
  /// Only the cut differs: swift-syntax breaks text at line ends, counts some of it as trivia, and
  /// makes up to five tokens of a regex.
  static func theirs(_ source: [UInt8]) -> [Piece] {
    source.withUnsafeBufferPointer { bytes in
      var tracker = LookaheadTracker()
      return withUnsafeMutablePointer(to: &tracker) { tracker in
        var pieces: [Piece] = []
        var offset = 0
        var previous = RawTokenKind.endOfFile
        for lexeme in SwiftParser::Lexer.tokenize(
          bytes, lookaheadTracker: tracker, experimentalFeatures: [])
        {
          append(lexeme, at: offset, behind: previous, in: bytes, to: &pieces)
          offset += lexeme.byteLength
          previous = lexeme.rawTokenKind
          if previous == .endOfFile { break }
        }
        return pieces.filter { $0.start < $0.end }
      }
    }
  }

  private static func append(
    _ lexeme: SwiftParser::Lexer.Lexeme, at offset: Int, behind previous: RawTokenKind,
    in source: UnsafeBufferPointer<UInt8>, to pieces: inout [Piece]
  ) {
    let start = offset + lexeme.textRange.lowerBound
    let end = offset + lexeme.textRange.upperBound
    guard let (kind, fixity) = kind(of: lexeme.rawTokenKind) else { return }
    switch kind {
    case .string:
      // The line break behind an opening `"""`, and an escaped one, count as trivia there.
      let textEnd = offset + lexeme.byteLength
      if pieces.last?.kind == .string, pieces.last?.end == offset {
        pieces[pieces.count - 1].end = textEnd
      } else {
        pieces.append(Piece(kind: .string, start: start, end: textEnd))
      }
    case .regex:
      let extends = lexeme.rawTokenKind != .regexPoundDelimiter
      if isRegex(previous), let last = pieces.last, last.end == start,
        extends || source[last.start] == UInt8(ascii: "#")
      {
        pieces[pieces.count - 1].end = end
      } else {
        pieces.append(
          Piece(kind: .regex, start: start, end: end, startsLine: startsLine(lexeme, pieces)))
      }
    case .identifier, .keyword, .operator, .punctuation, .integer, .float, .directive, .attribute,
      .unknown, .eof:
      let inString = isStringDelimiter(lexeme.rawTokenKind) || previous == .stringSegment
      pieces.append(
        Piece(
          kind: kind, start: start, end: end, fixity: fixity,
          startsLine: inString ? nil : startsLine(lexeme, pieces)))
      let textEnd = offset + lexeme.byteLength
      if lexeme.rawTokenKind == .multilineStringQuote, end < textEnd,
        source[end] == 0x0A || source[end] == 0x0D
      {
        pieces.append(Piece(kind: .string, start: end, end: textEnd))
      }
    }
  }

  /// For swift-syntax only a line break before it makes a token the first on its line.
  private static func startsLine(
    _ lexeme: SwiftParser::Lexer.Lexeme, _ pieces: [Piece]
  ) -> Bool? {
    pieces.isEmpty ? nil : lexeme.flags.contains(.isAtStartOfLine)
  }

  private static func isRegex(_ kind: RawTokenKind) -> Bool {
    kind == .regexSlash || kind == .regexPoundDelimiter || kind == .regexLiteralPattern
  }

  private static func isStringDelimiter(_ kind: RawTokenKind) -> Bool {
    kind == .stringQuote || kind == .multilineStringQuote || kind == .singleQuote
      || kind == .rawStringPoundDelimiter
  }

  private static func kind(of kind: RawTokenKind) -> (DMALint::TokenKind, Fixity)? {
    switch kind {
    case .endOfFile, .shebang: return nil
    case .identifier, .dollarIdentifier, .wildcard: return (.identifier, .none)
    case .keyword, .poundAvailable, .poundUnavailable: return (.keyword, .none)
    case .poundIf, .poundElse, .poundElseif, .poundEndif, .poundSourceLocation:
      return (.directive, .none)
    case .atSign: return (.attribute, .none)
    case .binaryOperator, .ellipsis: return (.operator, .none)
    case .prefixOperator: return (.operator, .prefix)
    case .postfixOperator: return (.operator, .postfix)
    case .exclamationMark, .postfixQuestionMark: return (.punctuation, .postfix)
    case .prefixAmpersand: return (.punctuation, .prefix)
    case .integerLiteral: return (.integer, .none)
    case .floatLiteral: return (.float, .none)
    case .stringSegment: return (.string, .none)
    case .regexSlash, .regexPoundDelimiter, .regexLiteralPattern: return (.regex, .none)
    case .unknown: return (.unknown, .none)
    case .arrow, .backslash, .backtick, .colon, .colonColon, .comma, .equal, .infixQuestionMark,
      .leftAngle, .leftBrace, .leftParen, .leftSquare, .multilineStringQuote, .period, .pound,
      .rawStringPoundDelimiter, .rightAngle, .rightBrace, .rightParen, .rightSquare, .semicolon,
      .singleQuote, .stringQuote:
      return (.punctuation, .none)
    }
  }
}
