extension UTF8 {
  /// How many bytes a character takes that starts with this byte; 1 for bytes that start none.
  public static func lengthOfScalar(startingWith byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
