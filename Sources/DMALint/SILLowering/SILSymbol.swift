/// What a mangled name says without being demangled.
enum SILSymbol {
  /// Whether the entity belongs to a library whose functions the analysis knows by name: the standard
  /// library, `_Volatile`, `Synchronization`.
  static func isLibrary(_ symbol: String) -> Bool {
    guard var rest = body(of: symbol) else { return symbol.utf8.starts(with: "swift_".utf8) }
    if rest.starts(with: "9_Volatile".utf8) || rest.starts(with: "15Synchronization".utf8)
      || rest.starts(with: "12_Concurrency".utf8) || rest.starts(with: "7Builtin".utf8)
    {
      return true
    }
    guard let first = rest.first else { return false }
    if first == UInt8(ascii: "s") {
      rest = rest.dropFirst()
      if !Ascii.isDigit(rest.first ?? 0) { return true }
      // `s5UInt8V8FirmwareE…`: the program's extension of a library type.
      rest = identifier(rest)
      if isNominal(rest.first) { rest = rest.dropFirst() }
    } else if first == UInt8(ascii: "S") {
      rest = rest.dropFirst()
      guard let letter = rest.first else { return false }
      // Imported from C.
      if letter == UInt8(ascii: "o") || letter == UInt8(ascii: "C") { return false }
      rest = rest.dropFirst()
    } else {
      return first == UInt8(ascii: "2") && rest.starts(with: "20swift_willThrow".utf8)
    }
    if Ascii.isDigit(rest.first ?? 0) {
      let after = identifier(rest)
      if after.first == UInt8(ascii: "E") {
        return rest.starts(with: "9_Volatile".utf8) || rest.starts(with: "15Synchronization".utf8)
      }
    }
    return true
  }

  /// Whether an entity of the library reaches registers, orders memory or makes an address of a number.
  static func isDeviceLibrary(_ symbol: String) -> Bool {
    guard let rest = body(of: symbol) else { return false }
    if rest.starts(with: "9_Volatile".utf8) || rest.starts(with: "15Synchronization".utf8) {
      return true
    }
    // Pointers: `Sp`, `SP`, `Sv`, `SV`.
    guard rest.first == UInt8(ascii: "S"), let letter = rest.dropFirst().first,
      "pPvV".utf8.contains(letter)
    else { return false }
    return rest.dropFirst(2).starts(with: "10bitPattern".utf8)
  }

  static func isAddressor(_ symbol: String) -> Bool {
    symbol.utf8.suffix(3).elementsEqual("vau".utf8)
      || symbol.utf8.suffix(4).elementsEqual("vauZ".utf8)
  }

  static func isOnceInitializer(_ symbol: String) -> Bool {
    symbol.utf8.suffix(3).elementsEqual("_WZ".utf8)
  }

  private static func body(of symbol: String) -> Substring.UTF8View? {
    for prefix in ["$s", "$e", "$S", "_$s", "_$e"] where symbol.utf8.starts(with: prefix.utf8) {
      return Substring(symbol).utf8.dropFirst(prefix.utf8.count)
    }
    return nil
  }

  private static func isNominal(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return "VCOPa".utf8.contains(byte)
  }

  private static func identifier(_ text: Substring.UTF8View) -> Substring.UTF8View {
    var rest = text
    var count = 0
    while let byte = rest.first, Ascii.isDigit(byte) {
      count = min(count * 10 + Int(byte - UInt8(ascii: "0")), 1 << 16)
      rest = rest.dropFirst()
    }
    return rest.dropFirst(count)
  }
}
