/// A variable as Swift's name mangling spells it: `$s8Firmware6DriverV3bufSpys5UInt8VGvpZ` is
/// `Driver.buf` of the module `Firmware`.
///
/// Read is only what comes before the variable's type; that is enough to tell variables apart. The
/// grammar: swift/docs/ABI/Mangling.rst.
struct SwiftSymbol: Hashable, Sendable {
  /// What of the variable the symbol names.
  enum Part: Hashable, Sendable {
    /// The variable's own storage.
    case variable
    /// The object with the elements of an array literal that the compiler laid out.
    case elements
  }

  var module: String
  /// Enclosing types and the variable's name, with dots.
  var path: String
  /// The discriminator of a `private` or `fileprivate` variable.
  var discriminator: String?
  var part: Part

  /// What a symbol's name says; nil where it names no variable.
  static func parse(_ symbol: String) -> SwiftSymbol? {
    let bytes = Array(symbol.utf8)
    guard bytes.count > 6, bytes[0] == UInt8(ascii: "$"),
      bytes[1] == UInt8(ascii: "s") || bytes[1] == UInt8(ascii: "e")
        || bytes[1] == UInt8(ascii: "S"),
      let part = part(of: bytes)
    else { return nil }
    var parser = Parser(bytes: bytes, position: 2)
    return parser.variable(part)
  }

  /// `…vp` and `…vpZ` (static) are variables; their elements are `…Tv_r`, `…Tv0_r`, behind the
  /// variable or behind the function that initialises it once (`…_WZ`).
  private static func part(of bytes: [UInt8]) -> Part? {
    var name = bytes[...]
    if let short = dropped("_r", of: name) {
      name = short
      while let last = name.last, Ascii.isDigit(last) { name.removeLast() }
      guard let short = dropped("Tv", of: name) else { return nil }
      name = short
      guard
        dropped("_WZ", of: name) != nil || dropped("vp", of: name) != nil
          || dropped("vpZ", of: name) != nil
      else { return nil }
      return .elements
    }
    return dropped("vp", of: name) != nil || dropped("vpZ", of: name) != nil ? .variable : nil
  }

  private static func dropped(_ suffix: StaticString, of name: ArraySlice<UInt8>)
    -> ArraySlice<UInt8>?
  {
    let count = suffix.utf8CodeUnitCount
    guard name.count > count else { return nil }
    return suffix.withUTF8Buffer { name.suffix(count).elementsEqual($0) }
      ? name.dropLast(count) : nil
  }

  /// Reads identifiers with their word substitutions.
  private struct Parser {
    let bytes: [UInt8]
    var position: Int
    /// Words of earlier identifiers, which later ones refer to by letters; 26 at most.
    var words: [ArraySlice<UInt8>] = []

    var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

    mutating func variable(_ part: Part) -> SwiftSymbol? {
      var path: [String] = []
      if let extended = extendedType() { path.append(extended) }
      guard let module = identifier() else { return nil }
      if !path.isEmpty {
        guard next == UInt8(ascii: "E") else { return nil }
        position += 1
      }
      while path.count < 16 {
        guard let name = identifier() else { return nil }
        path.append(name)
        let discriminator = privateDiscriminator()
        switch next {
        case UInt8(ascii: "V"), UInt8(ascii: "C"), UInt8(ascii: "O"), UInt8(ascii: "P"):
          position += 1
        default:
          return SwiftSymbol(
            module: module, path: path.joined(separator: "."), discriminator: discriminator,
            part: part)
        }
      }
      return nil
    }

    /// A type of the standard library that an extension adds the variable to.
    private mutating func extendedType() -> String? {
      if next == UInt8(ascii: "S"), position + 1 < bytes.count {
        let letters: [UInt8: String] = [
          UInt8(ascii: "i"): "Int", UInt8(ascii: "u"): "UInt", UInt8(ascii: "b"): "Bool",
          UInt8(ascii: "S"): "String", UInt8(ascii: "f"): "Float", UInt8(ascii: "d"): "Double",
          UInt8(ascii: "a"): "Array", UInt8(ascii: "q"): "Optional",
        ]
        guard let name = letters[bytes[position + 1]] else { return nil }
        position += 2
        return name
      }
      guard next == UInt8(ascii: "s") else { return nil }
      position += 1
      guard let name = identifier() else { return nil }
      position += 1
      return name
    }

    /// `33_` and a hash, then `LL`.
    private mutating func privateDiscriminator() -> String? {
      let start = position
      let known = words
      if let text = identifier(), next == UInt8(ascii: "L"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "L")
      {
        position += 2
        return text
      }
      position = start
      words = known
      return nil
    }

    private mutating func identifier() -> String? {
      guard Ascii.isDigit(next) else { return nil }
      var hasSubstitutions = false
      if next == UInt8(ascii: "0") {
        position += 1
        // Punycode: names that are not ASCII keep their mangled spelling, which matches nothing.
        if next == UInt8(ascii: "0") { return nil }
        hasSubstitutions = true
      }
      var name: [UInt8] = []
      repeat {
        while hasSubstitutions, Ascii.isLetter(next) {
          let isLast = next < UInt8(ascii: "a")
          let word = Int(next) - Int(isLast ? UInt8(ascii: "A") : UInt8(ascii: "a"))
          position += 1
          guard word < words.count else { return nil }
          name += words[word]
          if isLast { hasSubstitutions = false }
        }
        if next == UInt8(ascii: "0") {
          position += 1
          break
        }
        guard let count = natural(), count > 0, count <= bytes.count - position else {
          // A name may end with a word.
          if !name.isEmpty, !Ascii.isDigit(next) { break }
          return nil
        }
        let piece = bytes[position..<position + count]
        remember(piece)
        name += piece
        position += count
      } while hasSubstitutions
      return String(decoding: name, as: UTF8.self)
    }

    private mutating func natural() -> Int? {
      guard Ascii.isDigit(next) else { return nil }
      var value = 0
      while Ascii.isDigit(next), value < 1_000_000 {
        value = value * 10 + Int(next - UInt8(ascii: "0"))
        position += 1
      }
      return value
    }

    private mutating func remember(_ piece: ArraySlice<UInt8>) {
      var start: Int?
      for index in piece.startIndex...piece.endIndex {
        let byte = index < piece.endIndex ? piece[index] : 0
        if let begin = start, isWordEnd(byte, after: piece[index - 1]) {
          if index - begin >= 2, words.count < 26 { words.append(piece[begin..<index]) }
          start = nil
        }
        if start == nil, byte != 0, byte != UInt8(ascii: "_"), !Ascii.isDigit(byte) {
          start = index
        }
      }
    }

    private func isUppercase(_ byte: UInt8) -> Bool {
      UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
    }

    private func isWordEnd(_ byte: UInt8, after previous: UInt8) -> Bool {
      byte == 0 || byte == UInt8(ascii: "_")
        || isUppercase(byte) && !isUppercase(previous)
    }
  }
}
