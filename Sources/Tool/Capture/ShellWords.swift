/// Words as compilers write them into response files and logs: blanks separate, quotes hold
/// together, a backslash takes the next byte as it is.
enum ShellWords {
  static func split(_ bytes: some Sequence<UInt8>) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var isInside = false
    var quote: UInt8?
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        word.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
        isEscaped = true
        isInside = true
      } else if let open = quote {
        if byte == open { quote = nil } else { word.append(byte) }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        isInside = true
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        if isInside { words.append(PathText.decode(word)) }
        word = []
        isInside = false
      } else {
        word.append(byte)
        isInside = true
      }
    }
    if isInside { words.append(PathText.decode(word)) }
    return words
  }
}
