/// What a quick look at a Swift file's bytes says, before anything is lexed: whether a transfer can
/// start there at all.
///
/// A transfer needs an engine, and an engine is reached through a register, an address that the
/// program makes from a number, or a function that a model knows. A file that seems to have one is
/// lexed, since comments and text of the program drive no engine.
public struct Skim: Sendable {
  /// Signs of an engine.
  public struct Signs: OptionSet, Sendable {
    public var rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A register type, a modelled function that starts transfers, a word about DMA, or a pointer
    /// made from what looks like a device's address.
    public static let engine = Signs(rawValue: 1 << 0)
    /// A pointer made from a number of which the file says nothing more.
    public static let pointerFromNumber = Signs(rawValue: 1 << 1)
    /// A number that may be a device's address.
    public static let address = Signs(rawValue: 1 << 2)
    /// A comment that speaks to dmalint.
    public static let comment = Signs(rawValue: 1 << 3)
    /// A raw pointer made from a number, and one that is given a type or accessed.
    static let rawFromNumber = Signs(rawValue: 1 << 4)
    static let rawAccess = Signs(rawValue: 1 << 5)
    /// A function whose body is elsewhere, and a name that sounds like a transfer.
    static let foreign = Signs(rawValue: 1 << 6)
    static let transferName = Signs(rawValue: 1 << 7)

    static let ofCode: Signs = [.engine, .pointerFromNumber, .rawFromNumber, .foreign]
  }

  public private(set) var signs: Signs = []
  /// The modules that the file imports.
  public private(set) var imports: Set<String> = []

  public init(_ source: [UInt8], words: SkimWords) {
    source.withUnsafeBufferPointer { bytes in
      var scan = SkimScan(bytes: bytes, words: words)
      scan.run()
      signs = scan.signs
      imports = scan.imports
      guard !signs.isDisjoint(with: .ofCode) else { return }
      var code = SkimScan(bytes: bytes, words: words)
      code.runTokens()
      signs = code.signs.union(signs.intersection(.comment))
    }
    if signs.isSuperset(of: [.foreign, .transferName]) { signs.insert(.engine) }
    if signs.isSuperset(of: [.rawFromNumber, .rawAccess, .address]) {
      signs.insert(.pointerFromNumber)
    }
  }
}

extension Skim {
  /// Whether the number that is written there may be a device's address, or a part of one.
  static func mayBeAddress(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    var scan = SkimScan(bytes: bytes, words: nil)
    _ = scan.number(from: start)
    return scan.signs.contains(.address)
  }
}

/// The words that a skim looks for, by their hashes: a collision makes a file interesting for nothing.
public struct SkimWords: Sendable {
  enum Meaning: UInt8, Sendable {
    case engine, bitPattern, bitCast, rawAccess, load, importing, foreign
  }

  /// Open addressing; a hash of 0 is a free place.
  private var hashes: [UInt64]
  private var meanings: [Meaning]
  private let mask: Int
  private var count = 0

  /// `functions` are the names of modelled functions that start transfers or set them up; of
  /// `Type.member` the type counts.
  public init(functions: some Sequence<String>) {
    var words: [(name: String, meaning: Meaning)] = functions.map { name in
      (String(name.prefix { $0 != "." && $0 != "(" && $0 != "*" }), .engine)
    }
    words += [
      ("VolatileMappedRegister", .engine), ("_Volatile", .engine), ("MMIO", .engine),
      ("bitPattern", .bitPattern), ("unsafeBitCast", .bitCast), ("storeBytes", .rawAccess),
      ("assumingMemoryBound", .rawAccess), ("bindMemory", .rawAccess), ("load", .load),
      ("loadUnaligned", .load), ("import", .importing), ("_silgen_name", .foreign),
      ("_extern", .foreign),
    ]
    var size = 64
    while size < words.count * 4 { size *= 2 }
    mask = size - 1
    hashes = Array(repeating: 0, count: size)
    meanings = Array(repeating: .engine, count: size)
    for word in words where !word.name.isEmpty {
      var hash = SkimWords.seed
      for byte in word.name.utf8 { hash = SkimWords.step(hash, byte) }
      insert(hash, word.meaning)
    }
  }

  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  /// FNV-1a.
  @inline(__always)
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  private mutating func insert(_ hash: UInt64, _ meaning: Meaning) {
    var index = Int(truncatingIfNeeded: hash &>> 20) & mask
    while hashes[index] != 0, hashes[index] != hash { index = (index + 1) & mask }
    hashes[index] = hash
    meanings[index] = meaning
  }

  @inline(__always)
  func meaning(of hash: UInt64) -> Meaning? {
    var index = Int(truncatingIfNeeded: hash &>> 20) & mask
    while hashes[index] != 0 {
      if hashes[index] == hash { return meanings[index] }
      index = (index + 1) & mask
    }
    return nil
  }
}

/// The walk over one file's words and numbers.
private struct SkimScan {
  let bytes: UnsafeBufferPointer<UInt8>
  let words: SkimWords?
  var signs: Skim.Signs = []
  var imports: Set<String> = []

  mutating func run() {
    let count = bytes.count
    var index = 0
    while index < count {
      let byte = bytes[index]
      if byte & 0xDF &- 0x41 < 26 || byte == Ascii.underscore || byte >= 0x80 {
        index = word(from: index)
      } else if byte &- 0x30 < 10 {
        index = number(from: index)
      } else {
        index += 1
      }
    }
  }

  /// The same for what is code.
  mutating func runTokens() {
    var lexer = Lexer(bytes)
    while true {
      let token = lexer.next()
      switch token.kind {
      case .eof: return
      case .identifier, .keyword:
        let start = Int(token.start)
        sound(start..<word(from: start))
      case .integer: _ = number(from: Int(token.start))
      case .attribute: _ = word(from: Int(token.start) + 1)
      // The linker's name of a function stands in a text.
      case .string: sound(Int(token.start)..<Int(token.end))
      case .operator, .punctuation, .float, .regex, .directive, .unknown: break
      }
    }
  }

  private mutating func word(from start: Int) -> Int {
    var index = start
    var hash = SkimWords.seed
    // The last three bytes, letters in lower case.
    var tail: UInt32 = 0
    var dmaEnd = -1
    while index < bytes.count {
      let byte = bytes[index]
      guard ByteClass.continuesIdentifier(byte) || byte >= 0x80 else { break }
      hash = SkimWords.step(hash, byte)
      tail = (tail &<< 8 | UInt32(byte | 0x20)) & 0xFF_FFFF
      if tail == 0x646D61 { dmaEnd = index }
      index += 1
    }
    if dmaEnd >= 0 { dma(in: start..<index, endingAt: dmaEnd) }
    switch words?.meaning(of: hash) {
    case nil: break
    case .engine?: signs.insert(.engine)
    case .bitPattern?: pointer(fromNumberAt: start, index)
    case .bitCast?: cast(at: index)
    case .rawAccess?: signs.insert(.rawAccess)
    case .load?:
      if starts("(as:", at: index) || starts("(fromByteOffset:", at: index) {
        signs.insert(.rawAccess)
      }
    case .importing?: readImport(at: index)
    case .foreign?: signs.insert(.foreign)
    }
    return index
  }

  /// Looks for a transfer's name behind the attribute that says that the body is elsewhere.
  private mutating func sound(_ word: Range<Int>) {
    guard signs.contains(.foreign), !signs.contains(.transferName) else { return }
    if String(decoding: bytes[word], as: UTF8.self).soundsLikeTransfer {
      signs.insert(.transferName)
    }
  }

  /// The letters d, m, a: a word of their own, or part of one?
  private mutating func dma(in word: Range<Int>, endingAt last: Int) {
    let first = last - 2
    if isOtherTerm(first, last, in: word) { return }
    if bytes[first] & 0x20 == 0 {
      // `DMA1`, `startDMA`, `GPDMA`, `Dma`; not `fieldMask`, `EBADMACHO`.
      guard (bytes[first + 1] & 0x20 == 0) == (bytes[last] & 0x20 == 0) else { return }
      var start = first
      while start > word.lowerBound, bytes[start - 1] &- 0x41 < 26 { start -= 1 }
      let isKnown =
        first - start <= 1 || first - start == 2 && bytes[start + 1] == UInt8(ascii: "P")
      if isKnown, !isEncoded(word) { signs.insert(.engine) }
    } else if bytes[first + 1] & 0x20 != 0, bytes[last] & 0x20 != 0,
      first == word.lowerBound || bytes[first - 1] == Ascii.underscore
    {
      signs.insert(starts("dmalint", at: first) ? .comment : .engine)
    }
  }

  /// DMARC is about mail, CDMA about telephones.
  private func isOtherTerm(_ first: Int, _ last: Int, in word: Range<Int>) -> Bool {
    if last + 2 < word.upperBound, bytes[last + 1] | 0x20 == UInt8(ascii: "r"),
      bytes[last + 2] | 0x20 == UInt8(ascii: "c")
    {
      return true
    }
    return first > word.lowerBound && bytes[first - 1] == UInt8(ascii: "C")
      && bytes[first] & 0x20 == 0
  }

  /// Whether the word is a piece of binary data written as text.
  private func isEncoded(_ word: Range<Int>) -> Bool {
    if bytes[word].contains(Ascii.underscore) { return false }
    let before = word.lowerBound > 0 ? bytes[word.lowerBound - 1] : Ascii.space
    let after = word.upperBound < bytes.count ? bytes[word.upperBound] : Ascii.space
    return word.count > 40
      || word.count > 6
        && [before, after].contains { $0 == Ascii.plus || $0 == Ascii.slash || $0 == Ascii.equal }
  }

  // MARK: Numbers

  /// No platform in `Rules/` has registers below; smaller numbers mostly stand for no memory at all.
  private static let firstAddress: UInt64 = 0x0100_0000

  mutating func number(from start: Int) -> Int {
    let literal = literal(at: start)
    guard let value = literal.value else { return literal.end }
    // In decimal, only what is a whole number of kibibytes and no power of two is taken for an address.
    if value >= SkimScan.firstAddress,
      literal.isHex ? value & 3 == 0 : value & 0x3FF == 0 && value & (value &- 1) != 0
    {
      signs.insert(.address)
    }
    if literal.isHex, value > 0xFF, isShifted(at: literal.end) { signs.insert(.address) }
    return literal.end
  }

  /// `0x4002 << 16` is an address put together by its parts.
  private func isShifted(at end: Int) -> Bool {
    var index = end
    while index < bytes.count, bytes[index] == Ascii.space { index += 1 }
    return starts("<<", at: index)
  }

  /// Where the literal ends, and its value if it is hexadecimal or decimal and fits.
  private func literal(at start: Int) -> (end: Int, value: UInt64?, isHex: Bool) {
    var index = start
    let isHex =
      bytes[start] == 0x30 && start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "x")
    if isHex { index += 2 }
    var value: UInt64? = 0
    while index < bytes.count, ByteClass.continuesIdentifier(bytes[index]) {
      let byte = bytes[index]
      index += 1
      if byte == Ascii.underscore { continue }
      let letter = byte | 0x20
      let digit: UInt64
      if byte &- 0x30 < 10 {
        digit = UInt64(byte - 0x30)
      } else if isHex, letter >= 0x61, letter <= 0x66 {
        digit = UInt64(letter - 0x57)
      } else {
        value = nil
        continue
      }
      guard let so = value, so < 1 << 59 else {
        value = nil
        continue
      }
      value = so &* (isHex ? 16 : 10) &+ digit
    }
    return (index, value, isHex)
  }

  // MARK: Pointers

  /// `…(bitPattern: …)`: what is made, and from what?
  private mutating func pointer(fromNumberAt start: Int, _ end: Int) {
    var index = start - 1
    while index >= 0, isSpace(bytes[index]) { index -= 1 }
    guard index > 0, bytes[index] == Ascii.leftParenthesis else { return }
    index -= 1
    let isTyped: Bool
    switch bytes[index] {
    case UInt8(ascii: ">"): isTyped = true
    // The type is that which the context asks for.
    case UInt8(ascii: "t") where ends(".init", at: index): isTyped = ends(">.init", at: index)
    case UInt8(ascii: "r"):
      guard ends("Pointer", at: index), !ends("OpaquePointer", at: index) else { return }
      isTyped = !ends("RawPointer", at: index) && !ends("RawBufferPointer", at: index)
    default: return
    }
    var argument = end
    var depth = 1
    var pieces = 0
    var onlyLiteral: UInt64?
    let limit = min(bytes.count, end + 400)
    while argument < limit, depth > 0 {
      let byte = bytes[argument]
      if byte == Ascii.leftParenthesis {
        depth += 1
        argument += 1
      } else if byte == Ascii.rightParenthesis {
        depth -= 1
        argument += 1
      } else if byte &- 0x30 < 10 {
        let literal = literal(at: argument)
        argument = literal.end
        pieces += 1
        onlyLiteral = literal.value
        if let value = literal.value, value >= SkimScan.firstAddress, value & 3 == 0 {
          signs.insert(.engine)
        }
      } else if ByteClass.continuesIdentifier(byte) {
        let first = argument
        var isUpper = true
        while argument < limit, ByteClass.continuesIdentifier(bytes[argument]) {
          if bytes[argument] >= 0x61 { isUpper = false }
          argument += 1
        }
        // `DMA1_BASE`: a macro of C.
        if isUpper, argument - first > 2 { signs.insert(.engine) }
        pieces += 2
      } else {
        argument += 1
      }
    }
    if pieces == 1, onlyLiteral != nil { return }
    signs.insert(isTyped ? .pointerFromNumber : .rawFromNumber)
  }

  /// `unsafeBitCast(…, to: UnsafePointer<…>.self)`.
  private mutating func cast(at end: Int) {
    let limit = min(bytes.count, end + 200)
    var index = end
    while index < limit, bytes[index] != Ascii.lineFeed {
      if starts("UnsafePointer", at: index) || starts("UnsafeMutablePointer", at: index) {
        signs.insert(.rawFromNumber)
        return
      }
      index += 1
    }
  }

  // MARK: Imports

  private mutating func readImport(at end: Int) {
    var index = end
    for _ in 0..<2 {
      while index < bytes.count, bytes[index] == Ascii.space { index += 1 }
      let start = index
      while index < bytes.count, ByteClass.continuesIdentifier(bytes[index]) { index += 1 }
      guard index > start, index - start < 256 else { return }
      imports.insert(String(decoding: bytes[start..<index], as: UTF8.self))
      // `import struct Module.Name`
      guard index < bytes.count, bytes[index] == Ascii.space else { return }
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == Ascii.space || byte == Ascii.lineFeed || byte == Ascii.carriageReturn || byte == 9
  }

  private func starts(_ text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
    return true
  }

  /// Whether the text ends with the byte at `index`.
  private func ends(_ text: StaticString, at index: Int) -> Bool {
    let start = index + 1 - text.utf8CodeUnitCount
    return start >= 0 && starts(text, at: start)
  }
}
