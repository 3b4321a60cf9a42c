extension TokenKind {
  /// The name that listings and messages use.
  public var name: String {
    switch self {
    case .identifier: "identifier"
    case .keyword: "keyword"
    case .operator: "operator"
    case .punctuation: "punctuation"
    case .integer: "integer"
    case .float: "float"
    case .string: "string"
    case .regex: "regex"
    case .directive: "directive"
    case .attribute: "attribute"
    case .unknown: "unknown"
    case .eof: "eof"
    }
  }
}

extension Token {
  /// A text with a line `start end kind` for each token, offsets counted in bytes.
  public static func listing(of tokens: [Token]) -> String {
    var listing = ""
    for token in tokens { listing += "\(token.start) \(token.end) \(token.kind.name)\n" }
    return listing
  }
}
