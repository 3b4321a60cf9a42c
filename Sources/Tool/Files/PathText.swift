import Glibc

/// Paths as strings that lose nothing: file names are bytes, and need not be UTF-8.
///
/// A byte that is not part of valid UTF-8 becomes the character U+10FF00 plus its value, which no
/// sensible name contains; a name that does contain one is taken apart into bytes as well.
enum PathText {
  /// The arguments of the process, without its name.
  static func arguments() -> [String] {
    var result: [String] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = CommandLine.unsafeArgv[index] else { break }
      result.append(decode(argument))
    }
    return result
  }

  static func decode(_ text: UnsafePointer<CChar>) -> String {
    decode(UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) })
  }

  static func decode(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { isEscape($0) })
    {
      return text
    }
    var result = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      let length = UTF8.lengthOfScalar(startingWith: bytes[index])
      let piece = bytes[index..<min(index + length, bytes.count)]
      if let text = String(validating: piece, as: UTF8.self),
        let scalar = text.unicodeScalars.first, !isEscape(scalar)
      {
        result.append(scalar)
        index += length
      } else {
        result.append(Unicode.Scalar(0x10FF00 + UInt32(bytes[index])) ?? "\u{FFFD}")
        index += 1
      }
    }
    return String(result)
  }

  /// The bytes to hand to the system.
  static func encode(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in text.unicodeScalars {
      if isEscape(scalar) {
        result.append(UInt8(scalar.value - 0x10FF00))
      } else {
        result += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    return result
  }

  /// What people see: bytes that are no text become U+FFFD.
  static func display(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isEscape($0) }) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { isEscape($0) ? "\u{FFFD}" : $0 }))
  }

  /// Calls `body` with the path as the system wants it.
  static func withSystemPath<Result>(
    _ path: String, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    let bytes = encode(path).map { CChar(bitPattern: $0) } + [0]
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("it holds a zero at least") }
      return body(base)
    }
  }

  private static func isEscape(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x10FF80 && scalar.value <= 0x10FFFF
  }
}
