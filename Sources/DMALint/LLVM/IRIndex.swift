/// Where everything in a dump stands, from one pass over its lines: bodies are not read, only
/// looked through for what can concern a transfer and for the symbols that they mention.
struct IRIndex {
  struct Function {
    var start: Int
    /// Behind the `{` line, up to the line of the `}`.
    var body: Range<Int>
    var symbol: Int
    /// Touches devices or orders memory itself.
    var isSeed = false
    /// The mentioned symbols: a range of `mentions`.
    var mentions: Range<Int> = 0..<0
  }

  /// The line of a global or alias.
  struct Global {
    var start: Int
    var symbol: Int
    var mentions: Range<Int>
  }

  private(set) var functions: [Function] = []
  private(set) var mentions: [Int32] = []
  private(set) var symbols = SymbolTable()
  private(set) var globals: [Global] = []
  /// Lines of types, and declarations.
  private(set) var types: [Int] = []
  private(set) var declarations: [(start: Int, symbol: Int)] = []
  private(set) var headers: [Int] = []
  /// The offsets of numbered metadata, plus one; 0 where there is none.
  private(set) var metadata: [UInt32] = []
  /// Top-level lines that start like nothing in the language.
  private(set) var strange: [Int] = []

  private let bytes: UnsafeBufferPointer<UInt8>
  private var window: DumpWindow

  init(_ dump: any DumpStorage) {
    bytes = dump.bytes
    window = DumpWindow(dump)
    var line = 0
    while line < bytes.count {
      let next = topLevel(line)
      // Progress is by lines, whatever stands in them.
      line = max(next, line + 1)
    }
  }

  private mutating func endOfLine(_ start: Int) -> Int { window.endOfLine(start) }

  /// Files one line, or the function that starts there; where the next line starts.
  private mutating func topLevel(_ start: Int) -> Int {
    switch bytes[start] {
    case UInt8(ascii: "d"):
      if starts(start, "define") { return function(start) }
      if starts(start, "declare") {
        let end = endOfLine(start)
        if let symbol = symbol(start, end) { declarations.append((start, symbol)) }
        return end + 1
      }
    case Ascii.at: return global(start)
    case UInt8(ascii: "%"): types.append(start)
    case Ascii.exclamation: number(start)
    case UInt8(ascii: "t") where starts(start, "target "),
      UInt8(ascii: "s") where starts(start, "source_filename"):
      headers.append(start)
    case Ascii.lineFeed: return start + 1
    case Ascii.carriageReturn, Ascii.semicolon, UInt8(ascii: "a"), UInt8(ascii: "m"), Ascii.dollar,
      Ascii.space, Ascii.tab, UInt8(ascii: "^"), UInt8(ascii: "u"), Ascii.rightBrace,
      Ascii.rightBracket:
      break
    default:
      if strange.count < 64 { strange.append(start) }
    }
    return endOfLine(start) + 1
  }

  private mutating func global(_ start: Int) -> Int {
    let end = endOfLine(start)
    var index = start
    guard let symbol = symbol(at: &index, end) else { return end + 1 }
    let first = mentions.count
    while index < end {
      if bytes[index] == Ascii.at {
        if let symbol = self.symbol(at: &index, end) {
          mentions.append(Int32(truncatingIfNeeded: symbol))
        }
      } else {
        index += 1
      }
    }
    globals.append(Global(start: start, symbol: symbol, mentions: first..<mentions.count))
    return end + 1
  }

  private func starts(_ start: Int, _ word: StaticString) -> Bool {
    bytes.has(word, at: start, before: bytes.count)
  }

  private mutating func number(_ start: Int) {
    var index = start + 1
    var value = 0
    while index < bytes.count, Ascii.isDigit(bytes[index]), value < 1 << 28 {
      value = value * 10 + Int(bytes[index] - Ascii.zero)
      index += 1
    }
    // Numbers are dense: one beyond the size of the file is no number of the compiler's.
    guard index > start + 1, value <= bytes.count / 4 else { return }
    if value >= metadata.count {
      if value == metadata.count {
        metadata.append(0)
      } else {
        metadata.append(contentsOf: repeatElement(0, count: value + 1 - metadata.count))
      }
    }
    metadata[value] = UInt32(truncatingIfNeeded: start) &+ 1
  }

  /// The first symbol of a line, behind its `@`.
  private mutating func symbol(_ start: Int, _ end: Int) -> Int? {
    var index = start
    while index < end {
      if bytes[index] == Ascii.at { return symbol(at: &index, end) }
      index += 1
    }
    return nil
  }

  /// The symbol at an `@`, which is passed with it.
  private mutating func symbol(at index: inout Int, _ end: Int) -> Int? {
    index += 1
    var start = index
    var stop: Int
    if index < end, bytes[index] == Ascii.quote {
      start += 1
      index += 1
      while index < end, bytes[index] != Ascii.quote { index += 1 }
      stop = index
      index = min(index + 1, end)
    } else {
      while index < end, IRCursor.isWord(bytes[index]) { index += 1 }
      stop = index
    }
    stop = min(stop, end)
    return stop > start ? symbols.number(bytes, start, stop) : nil
  }

  private mutating func function(_ start: Int) -> Int {
    let headerEnd = endOfLine(start)
    guard let symbol = symbol(start, headerEnd) else { return headerEnd + 1 }
    var function = Function(start: start, body: headerEnd..<headerEnd, symbol: symbol)
    let firstMention = mentions.count
    if let last = lastByte(start, headerEnd), last == Ascii.rightBrace {
      // The whole function stands on one line.
      lookThrough(start, headerEnd, &function.isSeed)
      function.isSeed = true
      function.mentions = firstMention..<mentions.count
      functions.append(function)
      return headerEnd + 1
    }
    var line = headerEnd + 1
    while line < bytes.count, bytes[line] != Ascii.rightBrace {
      // A new function before the end of this one: the text is broken, and goes on there.
      if bytes[line] == UInt8(ascii: "d"), starts(line, "define ") { break }
      let end = endOfLine(line)
      lookThrough(line, end, &function.isSeed)
      line = end + 1
    }
    function.body = min(headerEnd, bytes.count)..<min(line + 1, bytes.count)
    function.mentions = firstMention..<mentions.count
    functions.append(function)
    if line < bytes.count, bytes[line] == UInt8(ascii: "d") { return line }
    return line < bytes.count ? endOfLine(line) + 1 : line
  }

  /// The last byte of a line that is no blank.
  private func lastByte(_ start: Int, _ end: Int) -> UInt8? {
    var index = min(end, bytes.count) - 1
    while index > start, bytes[index] == Ascii.space || bytes[index] == Ascii.carriageReturn {
      index -= 1
    }
    return index > start ? bytes[index] : nil
  }

  /// Looks through one line of a body.
  private mutating func lookThrough(_ start: Int, _ end: Int, _ isSeed: inout Bool) {
    var index = start
    while index < end, bytes[index] == Ascii.space { index += 1 }
    guard index < end, bytes[index] != Ascii.pound, bytes[index] != Ascii.semicolon else { return }
    if bytes[index] == UInt8(ascii: "%") {
      while index < end, bytes[index] != Ascii.equal { index += 1 }
      index += 2
      guard index < end else { return }
    }
    switch bytes[index] {
    case UInt8(ascii: "f"): if starts(index, "fence ") { isSeed = true }
    case UInt8(ascii: "l"): if starts(index, "load ") { access(index + 5, end, &isSeed) }
    case UInt8(ascii: "s"): if starts(index, "store ") { access(index + 6, end, &isSeed) }
    case UInt8(ascii: "a"):
      if starts(index, "atomicrmw volatile") || starts(index, "alloca ") {
        if bytes[index + 1] == UInt8(ascii: "t") { isSeed = true }
      }
      if starts(index, "add ") || starts(index, "and ") { return }
    case UInt8(ascii: "c"):
      if starts(index, "callbr") || starts(index, "cmpxchg volatile") { isSeed = true }
    case UInt8(ascii: "b"): return
    default: break
    }
    while index < end {
      let byte = bytes[index]
      if byte == Ascii.at {
        if let symbol = symbol(at: &index, end) {
          mentions.append(Int32(truncatingIfNeeded: symbol))
        }
        continue
      }
      // What is attached behind the instruction mentions nothing.
      if byte == Ascii.exclamation { return }
      if byte == UInt8(ascii: "a"), bytes[index - 1] == Ascii.space, starts(index, "asm "),
        isMeaningful(assembly: index, end)
      {
        isSeed = true
      }
      index += 1
    }
  }

  /// Volatile accesses, and plain ones at a constant address.
  private func access(_ start: Int, _ end: Int, _ isSeed: inout Bool) {
    if starts(start, "volatile ") || starts(start, "atomic volatile ") {
      isSeed = true
      return
    }
    var index = start
    while index < end, bytes[index] != Ascii.exclamation {
      if bytes[index] == UInt8(ascii: "i"), starts(index, "inttoptr ("), index > start + 5,
        bytes[index - 1] == Ascii.space,
        starts(index - 4, "ptr ") || bytes[index - 2] == Ascii.star
      {
        // The address, not the value that is stored.
        var comma = index - 1
        while comma > start, bytes[comma] != Ascii.comma { comma -= 1 }
        if comma > start { isSeed = true }
        return
      }
      index += 1
    }
  }

  /// Assembly without a text or a memory clobber, as traps and debuggers have it, does nothing.
  private func isMeaningful(assembly start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end, bytes[index] != Ascii.quote { index += 1 }
    guard index + 1 < end else { return false }
    if bytes[index + 1] != Ascii.quote, !starts(index, "\"nop\"") { return true }
    while index < end {
      if bytes[index] == UInt8(ascii: "~"), starts(index, "~{memory}") { return true }
      index += 1
    }
    return false
  }
}
