/// Reads one line of a function body: results, opcode, tokens, location.
struct SILLineReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int
  private var end: Int
  /// The numbers of values that have names, of the whole body.
  var names: [String: UInt32] = [:]

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  private var isAtEnd: Bool { position >= end }

  private func peek(_ offset: Int = 0) -> UInt8 {
    position + offset < end ? bytes[position + offset] : 0
  }

  private mutating func skipSpaces() {
    while peek() == UInt8(ascii: " ") || peek() == UInt8(ascii: "\t") || peek() == 0x0D {
      position += 1
    }
  }

  /// The line without the comment at its end, the scope and the location; and the location.
  mutating func content() -> (Range<Int>, SILLocation?) {
    let start = position
    var index = start
    var stop = end
    var location: SILLocation?
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        while index < end, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      case UInt8(ascii: "/")
      where index + 1 < end && bytes[index + 1] == UInt8(ascii: "/")
        && index > start && bytes[index - 1] == UInt8(ascii: " "):
        stop = min(stop, index)
        end = min(end, index)
      case UInt8(ascii: ",") where has(index, ", loc "):
        location = self.location(at: index + 6)
        stop = min(stop, index)
      case UInt8(ascii: ",") where has(index, ", scope "):
        stop = min(stop, index)
      default: break
      }
      index += 1
    }
    while stop > start, bytes[stop - 1] == UInt8(ascii: " ") || bytes[stop - 1] == 0x0D {
      stop -= 1
    }
    return (start..<stop, location)
  }

  private func has(_ index: Int, _ text: StaticString) -> Bool {
    bytes.has(text, at: index, before: end)
  }

  /// `"file":line:column`, with a `*` in front where the compiler made the code up.
  private func location(at start: Int) -> SILLocation? {
    var index = start
    while index < end, bytes[index] == UInt8(ascii: "*") || bytes[index] == UInt8(ascii: " ") {
      index += 1
    }
    guard index < end, bytes[index] == UInt8(ascii: "\"") else { return nil }
    index += 1
    let name = index
    while index < end, bytes[index] != UInt8(ascii: "\"") { index += 1 }
    let file = String(decoding: bytes[name..<index], as: UTF8.self)
    index += 1
    var numbers: [UInt32] = []
    while numbers.count < 2, index < end, bytes[index] == UInt8(ascii: ":") {
      index += 1
      var number: UInt32 = 0
      while index < end, Ascii.isDigit(bytes[index]) {
        number = number &* 10 &+ UInt32(bytes[index] - UInt8(ascii: "0"))
        index += 1
      }
      numbers.append(number)
    }
    guard numbers.count == 2, numbers[0] > 0 else { return nil }
    return SILLocation(file: file, line: numbers[0], column: max(1, numbers[1]))
  }

  /// An instruction; nil where the line is none.
  mutating func instruction(line: UInt32) -> SILInstruction? {
    let (range, location) = content()
    position = range.lowerBound
    end = range.upperBound
    skipSpaces()
    guard !isAtEnd else { return nil }
    var results: [UInt32] = []
    if peek() == UInt8(ascii: "%") {
      guard let number = valueNumber() else { return nil }
      results = [number]
      skipSpaces()
      guard peek() == UInt8(ascii: "=") else { return nil }
      position += 1
    } else if peek() == UInt8(ascii: "(") {
      position += 1
      while !isAtEnd, peek() != UInt8(ascii: ")") {
        guard let number = valueNumber() else { return nil }
        results.append(number)
        skipSpaces()
        if peek() == UInt8(ascii: ",") { position += 1 }
        skipSpaces()
      }
      position += 1
      skipSpaces()
      guard peek() == UInt8(ascii: "=") else { return nil }
      position += 1
    }
    skipSpaces()
    let opcode = word()
    guard !opcode.isEmpty else { return nil }
    return SILInstruction(
      results: results, opcode: opcode, tokens: tokens(), location: location, line: line)
  }

  /// Whether the line, which begins here, is the head of a block: no instruction ends with a colon.
  var isLabel: Bool {
    guard SILLineReader.isWord(peek()) else { return false }
    var line = self
    _ = line.word()
    line.skipSpaces()
    guard line.peek() == UInt8(ascii: "(") || line.peek() == UInt8(ascii: ":") else { return false }
    let (range, _) = line.content()
    return range.upperBound > range.lowerBound && bytes[range.upperBound - 1] == UInt8(ascii: ":")
  }

  /// `bb2(%31 : $UInt32):`
  mutating func block() -> SILBlock? {
    let (range, _) = content()
    position = range.lowerBound
    end = range.upperBound
    let label = word()
    skipSpaces()
    guard !label.isEmpty, peek() == UInt8(ascii: "(") || peek() == UInt8(ascii: ":") else {
      return nil
    }
    var arguments: [(value: UInt32, type: String)] = []
    var pending: UInt32?
    for token in tokens() {
      switch token {
      case .value(let number): pending = number
      case .type(let text), .annotation(let text):
        if let number = pending { arguments.append((number, text)) }
        pending = nil
      case .attribute, .member, .symbol, .string, .number, .word, .punctuation: break
      }
    }
    return SILBlock(label: label, arguments: arguments, instructions: [])
  }

  private mutating func valueNumber() -> UInt32? {
    guard peek() == UInt8(ascii: "%") else { return nil }
    position += 1
    var index = position
    var number: UInt32 = 0
    while index < end, Ascii.isDigit(bytes[index]) {
      number = number &* 10 &+ UInt32(bytes[index] - UInt8(ascii: "0"))
      index += 1
    }
    if index > position, index == end || !SILLineReader.isWord(bytes[index]) {
      position = index
      return number
    }
    // `%initval` of static initialisers, and the names that people give to values.
    let name = word()
    if name.isEmpty { return nil }
    if name == "initval" { return UInt32.max }
    if let known = names[name] { return known }
    let next = UInt32.max - 1 - UInt32(clamping: names.count)
    names[name] = next
    return next
  }

  private mutating func word() -> String {
    let start = position
    while SILLineReader.isWord(peek()) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  private mutating func tokens() -> [SILToken] {
    var tokens: [SILToken] = []
    while true {
      skipSpaces()
      guard !isAtEnd else { return tokens }
      let before = position
      tokens.append(token())
      if position == before { position += 1 }
    }
  }

  private mutating func token() -> SILToken {
    switch peek() {
    case UInt8(ascii: "%"):
      if let number = valueNumber() { return .value(number) }
      return .punctuation(UInt8(ascii: "%"))
    case UInt8(ascii: "$"):
      position += 1
      return .type(type())
    case UInt8(ascii: ":"):
      position += 1
      skipSpaces()
      // Between value and type there may be an ownership or a capture mark.
      var index = position
      while index < end, bytes[index] == UInt8(ascii: "@") {
        while index < end, bytes[index] != UInt8(ascii: " ") { index += 1 }
        while index < end, bytes[index] == UInt8(ascii: " ") { index += 1 }
      }
      guard index < end, bytes[index] == UInt8(ascii: "$") else {
        return .punctuation(UInt8(ascii: ":"))
      }
      position = index + 1
      return .annotation(type())
    case UInt8(ascii: "["):
      position += 1
      let start = position
      var depth = 1
      while !isAtEnd, depth > 0 {
        if peek() == UInt8(ascii: "[") { depth += 1 }
        if peek() == UInt8(ascii: "]") { depth -= 1 }
        position += 1
      }
      return .attribute(String(decoding: bytes[start..<max(start, position - 1)], as: UTF8.self))
    case UInt8(ascii: "#"):
      position += 1
      let start = position
      while !isAtEnd, ![UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: ")")].contains(peek()) {
        position += 1
      }
      return .member(String(decoding: bytes[start..<position], as: UTF8.self))
    case UInt8(ascii: "@"):
      position += 1
      if peek() == UInt8(ascii: "\"") { return .symbol(string()) }
      let start = position
      while !isAtEnd, ![UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: ")")].contains(peek()) {
        position += 1
      }
      return .symbol(String(decoding: bytes[start..<position], as: UTF8.self))
    case UInt8(ascii: "\""): return .string(string())
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      let start = position
      position += 1
      while SILLineReader.isWord(peek()) { position += 1 }
      return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    case UInt8(ascii: "<"):
      // Generic arguments of a call.
      let start = position
      skipBalanced()
      return .attribute(String(decoding: bytes[start..<position], as: UTF8.self))
    case let byte where SILLineReader.isWord(byte): return .word(word())
    case let byte:
      position += 1
      return .punctuation(byte)
    }
  }

  private mutating func string() -> String {
    position += 1
    let start = position
    while !isAtEnd, peek() != UInt8(ascii: "\"") {
      position += peek() == UInt8(ascii: "\\") ? 2 : 1
    }
    let stop = min(position, end)
    position = min(position + 1, end)
    return String(decoding: bytes[min(start, stop)..<stop], as: UTF8.self)
  }

  private mutating func skipBalanced() {
    var depth = 0
    while !isAtEnd {
      switch peek() {
      case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ">") where bytes[position - 1] != UInt8(ascii: "-"): depth -= 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      position += 1
      if depth <= 0 { return }
    }
  }

  /// Whether a type cannot end here: behind an arrow or the attribute of a result.
  private func wantsMore(_ start: Int) -> Bool {
    let text = bytes[start..<position]
    if text.suffix(2).elementsEqual("->".utf8) { return true }
    guard let space = text.lastIndex(of: UInt8(ascii: " ")) else { return false }
    return text[(space + 1)...].first == UInt8(ascii: "@")
  }

  /// The text of a type: up to a comma, an unbalanced bracket or a word that ends it.
  private mutating func type() -> String {
    let start = position
    var depth = 0
    loop: while !isAtEnd {
      switch peek() {
      case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ">") where position > start && bytes[position - 1] != UInt8(ascii: "-"):
        depth -= 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { break loop }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: break loop
      case UInt8(ascii: " ") where depth == 0:
        if has(position, " to ") || has(position, " (%")
          || has(position, " ()") && !has(position, " () ->") && !wantsMore(start)
          || has(position, " depends_on") || has(position, " in ")
        {
          break loop
        }
      default: break
      }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
