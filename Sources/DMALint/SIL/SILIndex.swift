/// What a dump holds and where: its functions, globals and declarations, found by the starts of lines.
struct SILIndex: Sendable {
  struct Function: Sendable {
    /// As the linker knows it.
    var symbol: String
    /// As the comment above it says: `static App.main()`.
    var comment: String
    /// The text between the name and the body.
    var type: String
    /// The text before the name: linkage and attributes.
    var attributes: String
    /// The lines of the body; nil for a declaration.
    var body: Range<Int>?
    /// The line of the dump on which the body starts.
    var bodyLine: UInt32
    var line: UInt32
    var location: SILLocation?
  }

  struct Global: Sendable {
    var symbol: String
    var comment: String
    var type: String
    var attributes: String
    var isLet: Bool
    /// The lines of the static initialiser.
    var body: Range<Int>?
    var bodyLine: UInt32
    var line: UInt32
    var location: SILLocation?
  }

  private(set) var functions: [Function] = []
  private(set) var globals: [Global] = []
  /// The declarations in front of the first function.
  private(set) var declarations: Range<Int> = 0..<0
  private(set) var isRaw = false
  /// Lines of the dump on which something begins that does not end.
  private(set) var unfinished: [UInt32] = []
  /// Lines of the dump that start like nothing in the language.
  private(set) var strange: [UInt32] = []
  /// Whether there is anything in it, and none of it is SIL.
  private(set) var isSomethingElse = false
  /// Who mentions whom.
  private(set) var mentions = SILMentions()

  /// What begins on a line and is not over yet.
  private struct Open {
    var isFunction: Bool
    var body: Int
    var line: UInt32
    var header: UInt32
  }

  init(_ dump: any DumpStorage) {
    var window = DumpWindow(dump)
    let bytes = dump.bytes
    var start = 0
    var line: UInt32 = 1
    var comment: Range<Int>?
    var isCommentBlock = false
    var declarationsEnd: Int?
    var open: Open?
    var (isSIL, isEmpty) = (false, true)
    while start < bytes.count {
      let end = window.endOfLine(start)
      let first = bytes[start]
      if open != nil {
        if first == UInt8(ascii: "}") {
          close(&open, at: start)
        } else if first == UInt8(ascii: "s"), bytes.has("sil ", at: start, before: end) {
          // The function before this one has no end.
          unfinished.append(open?.header ?? line)
          close(&open, at: start)
          continue
        } else {
          mentions.look(through: bytes, start, end)
        }
      } else if first == UInt8(ascii: "s"), bytes.has("sil", at: start, before: end) {
        isSIL = true
        if declarationsEnd == nil, !bytes.has("sil_stage", at: start, before: end) {
          declarationsEnd = comment.map { min($0.lowerBound, start) } ?? start
        }
        if bytes.has("sil ", at: start, before: end) {
          let isOpen = end > start && bytes[end - 1] == UInt8(ascii: "{")
          addFunction(bytes, start..<end, comment, line, isOpen)
          if isOpen { open = Open(isFunction: true, body: end + 1, line: line + 1, header: line) }
        } else if bytes.has("sil_global ", at: start, before: end) {
          let isOpen = end > start && bytes[end - 1] == UInt8(ascii: "{")
          addGlobal(bytes, start..<end, comment, line)
          if isOpen { open = Open(isFunction: false, body: end + 1, line: line + 1, header: line) }
        } else if bytes.has("sil_stage raw", at: start, before: end) {
          isRaw = true
        }
        comment = nil
        isCommentBlock = false
      } else if first == UInt8(ascii: "/") {
        // The first line of several names what follows.
        if !isCommentBlock { comment = start..<end }
        isCommentBlock = true
      } else {
        comment = nil
        isCommentBlock = false
        if end > start { isEmpty = false }
        if !Self.mayStartLine(first), strange.count < Self.mostStrange { strange.append(line) }
        // An entry of a table.
        if first == UInt8(ascii: " "), declarationsEnd != nil {
          mentions.addEntry(bytes, start, end)
        }
      }
      start = end + 1
      line &+= 1
    }
    if open != nil {
      unfinished.append(open?.header ?? line)
      close(&open, at: bytes.count)
    }
    declarations = 0..<min(declarationsEnd ?? 0, bytes.count)
    isSomethingElse = !isSIL && !isEmpty
  }

  /// Strange lines of a dump that are remembered.
  private static let mostStrange = 64

  /// Whether a line outside of bodies may start so: with a declaration of Swift's or a part of it.
  private static func mayStartLine(_ first: UInt8) -> Bool {
    switch first {
    case Ascii.space, Ascii.tab, Ascii.lineFeed, Ascii.carriageReturn, Ascii.rightBrace,
      Ascii.leftBrace, Ascii.leftBracket, Ascii.rightBracket, Ascii.leftParenthesis,
      Ascii.rightParenthesis, Ascii.at, Ascii.pound, Ascii.underscore, Ascii.slash:
      true
    default: Ascii.isLetter(first)
    }
  }

  private mutating func close(_ open: inout Open?, at end: Int) {
    guard let begun = open else { return }
    let range = min(begun.body, end)..<end
    if begun.isFunction {
      functions[functions.count - 1].body = range
      functions[functions.count - 1].bodyLine = begun.line
    } else {
      globals[globals.count - 1].body = range
      globals[globals.count - 1].bodyLine = begun.line
    }
    open = nil
  }

  private mutating func addFunction(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ comment: Range<Int>?,
    _ line: UInt32, _ isOpen: Bool
  ) {
    let (attributes, symbol, type) = Self.parts(bytes, range)
    let (name, location) = Self.comment(bytes, comment)
    mentions.begin(symbol, type)
    functions.append(
      Function(
        symbol: symbol, comment: name, type: type, attributes: attributes, body: nil,
        bodyLine: line + 1, line: line, location: location))
  }

  private mutating func addGlobal(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ comment: Range<Int>?,
    _ line: UInt32
  ) {
    let (attributes, symbol, type) = Self.parts(bytes, range)
    let (name, location) = Self.comment(bytes, comment)
    mentions.begin(symbol, type)
    globals.append(
      Global(
        symbol: symbol, comment: name, type: type, attributes: attributes,
        isLet: Self.contains(attributes, "[let]"), body: nil, bodyLine: 0, line: line,
        location: location))
  }

  /// What stands before `@`, the symbol, and what stands behind `:`.
  private static func parts(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (
    String, String, String
  ) {
    var at = range.lowerBound
    var isString = false
    while at < range.upperBound {
      if bytes[at] == UInt8(ascii: "\"") { isString.toggle() }
      if !isString, bytes[at] == UInt8(ascii: "@") { break }
      at += 1
    }
    let attributes = String(decoding: bytes[range.lowerBound..<at], as: UTF8.self)
    var end = min(at + 1, range.upperBound)
    let start = end
    if end < range.upperBound, bytes[end] == UInt8(ascii: "\"") {
      end += 1
      while end < range.upperBound, bytes[end] != UInt8(ascii: "\"") { end += 1 }
      end = min(end + 1, range.upperBound)
    }
    while end < range.upperBound, bytes[end] != UInt8(ascii: " ") { end += 1 }
    var symbol = String(decoding: bytes[start..<end], as: UTF8.self)
    if symbol.utf8.first == UInt8(ascii: "\"") {
      symbol = String(symbol.dropFirst().dropLast())
    }
    var type = end
    while type < range.upperBound, bytes[type] != UInt8(ascii: "$") { type += 1 }
    var typeEnd = range.upperBound
    if typeEnd > type, bytes[typeEnd - 1] == UInt8(ascii: "{") { typeEnd -= 1 }
    if typeEnd > type, bytes[typeEnd - 1] == UInt8(ascii: " ") { typeEnd -= 1 }
    if typeEnd > type + 1, bytes[typeEnd - 1] == UInt8(ascii: "=") { typeEnd -= 2 }
    return (attributes, symbol, String(decoding: bytes[type..<max(type, typeEnd)], as: UTF8.self))
  }

  /// The name in a comment, and the location behind it.
  private static func comment(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>?) -> (
    String, SILLocation?
  ) {
    guard let range, range.count > 3 else { return ("", nil) }
    var scanner = SILLineReader(bytes, range.lowerBound + 3..<range.upperBound)
    let (content, location) = scanner.content()
    var end = content.upperBound
    if end > content.lowerBound, bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
    return (String(decoding: bytes[content.lowerBound..<end], as: UTF8.self), location)
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    let text = Array(text.utf8)
    let part = Array(part.utf8)
    guard !part.isEmpty, text.count >= part.count else { return false }
    for start in 0...(text.count - part.count)
    where text[start] == part[0] && text[start..<start + part.count].elementsEqual(part) {
      return true
    }
    return false
  }
}
