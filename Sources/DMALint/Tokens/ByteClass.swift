/// What kind of token, or trivia, a byte can start.
enum ByteClass: UInt8 {
  /// Nothing in Swift starts with it.
  case bad
  /// White space within a line.
  case space
  case newline
  /// `A`-`Z`, `a`-`z` and `_`.
  case letter
  case digit
  case oper
  /// `!` and `?`, which are operators only where nothing stands directly before them.
  case mark
  /// `(`, `[` and `,`, behind which an argument may start.
  case opens
  /// `)`, `]`, `}` and `\`, behind which no expression starts.
  case closes
  /// `{` and `;`, behind which a statement starts.
  case begins
  case colon
  case quote
  case pound
  case dollar
  case tick
  case at
  /// A byte of a scalar beyond ASCII.
  case wide

  @inline(__always)
  static func of(_ byte: UInt8) -> ByteClass { table[Int(byte)] }

  /// Whether an identifier may go on with this ASCII byte.
  @inline(__always)
  static func continuesIdentifier(_ byte: UInt8) -> Bool {
    let word: UInt64 = byte & 0x40 == 0 ? 0x03FF_0010_0000_0000 : 0x07FF_FFFE_87FF_FFFE
    return byte < 0x80 && word &>> UInt64(byte) & 1 != 0
  }

  /// Whether this ASCII byte is an operator character.
  @inline(__always)
  static func continuesOperator(_ byte: UInt8) -> Bool {
    let word: UInt64 = byte & 0x40 == 0 ? 0xF000_EC62_0000_0000 : 0x5000_0000_4000_0000
    return byte < 0x80 && word &>> UInt64(byte) & 1 != 0
  }

  private static let table: InlineArray<256, ByteClass> = [
    .bad, .bad, .bad, .bad, .bad, .bad, .bad, .bad,
    .bad, .space, .newline, .space, .space, .newline, .bad, .bad,
    .bad, .bad, .bad, .bad, .bad, .bad, .bad, .bad,
    .bad, .bad, .bad, .bad, .bad, .bad, .bad, .bad,
    // " " ! " # $ % & '
    .space, .mark, .quote, .pound, .dollar, .oper, .oper, .quote,
    // ( ) * + , - . /
    .opens, .closes, .oper, .oper, .opens, .oper, .oper, .oper,
    // 0 1 2 3 4 5 6 7
    .digit, .digit, .digit, .digit, .digit, .digit, .digit, .digit,
    // 8 9 : ; < = > ?
    .digit, .digit, .colon, .begins, .oper, .oper, .oper, .mark,
    // @ and the capitals
    .at, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    // X Y Z [ \ ] ^ _
    .letter, .letter, .letter, .opens, .closes, .closes, .oper, .letter,
    // ` and the small letters
    .tick, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    // x y z { | } ~ DEL
    .letter, .letter, .letter, .begins, .oper, .closes, .oper, .bad,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
    .wide, .wide, .wide, .wide, .wide, .wide, .wide, .wide,
  ]
}
