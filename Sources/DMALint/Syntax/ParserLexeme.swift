/// A token reduced to what the grammar tells apart: a mark, a word, or a class of tokens.
///
/// A contextual word has its own lexeme wherever it stands; whether it acts as one is decided by
/// the rule that looks at it, since `Token.kind` still says that it is an identifier.
enum Lexeme: String, CaseIterable, Sendable {
  // Marks
  case leftParen = "("
  case rightParen = ")"
  case leftSquare = "["
  case rightSquare = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case colon = ":"
  case doubleColon = "::"
  case semicolon = ";"
  case dot = "."
  case pound = "#"
  case backslash = "\\"
  case arrow = "->"
  case equal = "="
  case at = "@"
  case wildcard = "_"
  /// `&` directly before its operand.
  case addressOf = "&"
  /// `?` directly behind its operand.
  case question = "?"
  /// `?` of a conditional expression.
  case questionInfix = " ?"
  /// `!` directly behind its operand.
  case exclamation = "!"

  // Classes of tokens
  case identifier = "a name"
  case dollar = "$"
  case keyword = "a keyword"
  case prefixOperator = "a prefix operator"
  case postfixOperator = "a postfix operator"
  case binaryOperator = "an operator"
  case integer = "an integer"
  case float = "a number"
  /// What opens a string: its quote, or the `#` in front of that.
  case quote = "\""
  /// What closes a string: its quote, or the `#` behind that.
  case closingQuote = "a quote"
  case text = "the text of a string"
  /// The `\` of an interpolation.
  case interpolationStart = "\\("
  case regex = "a regular expression"
  case directive = "a directive"
  /// `#available` and `#unavailable`
  case availability = "#available"
  case unknown = "a character"
  case end = "the end"

  // Conditional compilation
  case poundIf = "#if"
  case poundElseif = "#elseif"
  case poundElse = "#else"
  case poundEndif = "#endif"

  // Declarations
  case `import`, `class`, `struct`, `enum`, actor, `protocol`, `extension`, `func`
  case initializer = "init"
  case `deinit`, `subscript`, `var`, `let`, `case`, `typealias`, `associatedtype`, `operator`
  case `precedencegroup`, macro, using

  // Modifiers
  case `public`, `private`, `fileprivate`, `internal`, package, open, `static`, final, override
  case mutating, nonmutating, convenience, required, lazy, weak, unowned, dynamic, optional
  case indirect, prefix, postfix, infix, nonisolated, distributed, consuming, borrowing, isolated
  case sending, reasync, yielding
  case constant = "_const"
  case local = "_local"
  case legacyConsuming = "__consuming"
  case setterAccess = "__setter_access"
  case compilerInitialized = "_compilerInitialized"
  case owned = "__owned"
  case shared = "__shared"

  // Statements
  case `if`, `guard`, `switch`, `for`, `while`, `repeat`, `do`, `defer`, `return`, `throw`
  case `break`, `continue`, `fallthrough`, discard, yield, then
  case `else`, `in`, `where`, `catch`, `default`

  // Expressions and types
  case `as`, `is`, `try`, await, unsafe, consume, copy, borrow, each, any, some, `inout`, of
  case move = "_move"
  case legacyBorrow = "_borrow"
  case selfValue = "self"
  case selfType = "Self"
  case `super`, `Any`, `nil`, `true`, `false`
  case `throws`, `rethrows`, async
  case metatype = "Type"
  case protocolType = "Protocol"
  case nonsending, dependsOn, safe

  // Accessors
  case get, set, willSet, didSet, read, modify, mutate
  case legacyRead = "_read"
  case legacyModify = "_modify"
  case unsafeAddress, unsafeMutableAddress, addressWithOwner, addressWithNativeOwner
  case mutableAddressWithOwner, mutableAddressWithNativeOwner

  // Precedence groups
  case higherThan, lowerThan, associativity, assignment, left, right, none
}

/// Finds the lexeme of a word by its bytes: an open-addressing table that is filled once.
struct WordTable: Sendable {
  static let shared = WordTable()

  /// The first eight bytes of a word, padded with zeros, and its length.
  private var heads: [UInt64]
  private var lengths: [UInt8]
  private var lexemes: [Lexeme]
  private static let mask = 1023
  static let longest = 29

  private init() {
    heads = Array(repeating: 0, count: Self.mask + 1)
    lengths = Array(repeating: 0, count: Self.mask + 1)
    lexemes = Array(repeating: .identifier, count: Self.mask + 1)
    for lexeme in Lexeme.allCases {
      let bytes = Array(lexeme.rawValue.utf8)
      guard bytes.count > 1, bytes.allSatisfy(Self.isWordByte) else { continue }
      var head: UInt64 = 0
      for (index, byte) in bytes.prefix(8).enumerated() { head |= UInt64(byte) << (8 * index) }
      var slot = Self.slot(head, bytes.count)
      while lengths[slot] != 0 { slot = (slot + 1) & Self.mask }
      heads[slot] = head
      lengths[slot] = UInt8(bytes.count)
      lexemes[slot] = lexeme
    }
  }

  /// The lexeme of the word in `source[start..<end]`, or `identifier`.
  func lexeme(in source: [UInt8], _ start: Int, _ end: Int) -> Lexeme {
    let length = end - start
    guard length > 1, length <= Self.longest else { return .identifier }
    var head: UInt64 = 0
    if start + 8 <= source.count {
      head = source.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: UInt64.self) }
      head = UInt64(littleEndian: head)
      if length < 8 { head &= (1 << UInt64(8 * length)) &- 1 }
    } else {
      var index = min(length, 8)
      while index > 0 {
        index -= 1
        head = head << 8 | UInt64(source[start + index])
      }
    }
    var slot = Self.slot(head, length)
    while lengths[slot] != 0 {
      if heads[slot] == head, Int(lengths[slot]) == length {
        let lexeme = lexemes[slot]
        if length <= 8 || source[start..<end].elementsEqual(lexeme.rawValue.utf8) { return lexeme }
      }
      slot = (slot + 1) & Self.mask
    }
    return .identifier
  }

  private static func slot(_ head: UInt64, _ length: Int) -> Int {
    let mixed = (head ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 54) & mask
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
