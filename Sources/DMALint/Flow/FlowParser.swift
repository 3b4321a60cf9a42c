/// Reads the text form of Flow.
///
/// What it does not understand becomes a gap at its line, and the rest is read. The module is always
/// consistent: blocks, locals, functions and values that it mentions exist.
public struct FlowParser: ~Copyable {
  var cursor: FlowCursor
  private(set) var line: FlowLine
  /// Where the current line's content stands: in the sources if it says so, otherwise in the text.
  var place: SourceRange
  /// The same, in the text in any case.
  var textPlace: SourceRange
  /// The file that positions refer to where they name none.
  var file = FileID(0)
  /// The function that is being read.
  var body: FlowBody
  var module = FlowModule()
  var paths: [String] = []
  var gaps: [Gap] = []

  private let bytes: [UInt8]
  private let lines: LineTable
  private var lineNumber: UInt32 = 0
  /// The current line is to be read again, as something else.
  private var isLinePending = false
  private var lineHasGap = false
  var functionUses: [(function: FunctionID, place: SourceRange)] = []

  /// Places of things without position are in the file that is numbered `paths.count`.
  public static func parse(
    _ text: [UInt8]
  ) -> (module: FlowModule, paths: [String], gaps: [Gap]) {
    var parser = FlowParser(text)
    parser.parsePaths()
    while parser.nextLine() { parser.parseDeclaration() }
    parser.checkFunctionUses()
    return (parser.module, parser.paths, parser.gaps)
  }

  public static func parse(
    _ text: String
  ) -> (module: FlowModule, paths: [String], gaps: [Gap]) {
    parse(Array(text.utf8))
  }

  private init(_ text: [UInt8]) {
    bytes = text
    lines = LineTable(text)
    cursor = FlowCursor(text)
    line = FlowLine(at: 0)
    place = SourceRange(
      file: FileID(0), start: Position(line: 1, column: 1), end: Position(line: 1, column: 1))
    textPlace = place
    body = FlowBody(FlowFunction(kind: .function, name: "", range: place))
  }
}

extension FlowParser {
  /// Goes to the next line that says something, before its first word.
  mutating func nextLine() -> Bool {
    if isLinePending {
      isLinePending = false
      cursor.move(to: line.content)
      return true
    }
    while lineNumber < lines.lineCount {
      lineNumber += 1
      let start = Int(lines.start(ofLine: lineNumber))
      let end =
        lineNumber < lines.lineCount ? Int(lines.start(ofLine: lineNumber + 1)) : bytes.count
      guard let line = FlowLine(bytes, in: start..<end) else { continue }
      self.line = line
      lineHasGap = false
      textPlace = SourceRange(
        file: FileID(UInt32(paths.count)),
        start: Position(line: lineNumber, column: UInt32(line.extent.lowerBound - start + 1)),
        end: Position(line: lineNumber, column: UInt32(line.extent.upperBound - start + 1)))
      place = textPlace
      parsePlace()
      cursor.move(to: self.line.content)
      return true
    }
    return false
  }

  /// Leaves the current line to whoever asks for the next one.
  mutating func putLineBack() { isLinePending = true }

  /// Reads the position at the end of the line.
  private mutating func parsePlace() {
    guard let range = line.position else { return }
    cursor.move(to: range)
    if let position = position(), cursor.isAtEnd() {
      place = position
    } else {
      line.dropPosition()
    }
  }

  var lineHasPosition: Bool { line.position != nil }

  /// What stands behind the `@` of a position.
  mutating func position() -> SourceRange? {
    guard var first = cursor.takeUInt32(), cursor.takeAdjacent(":"),
      var second = cursor.takeUInt32()
    else { return nil }
    var file = file
    if cursor.takeAdjacent(":") {
      guard let third = cursor.takeUInt32() else { return nil }
      file = FileID(first)
      (first, second) = (second, third)
    }
    let start = Position(line: first, column: second)
    guard cursor.takeAdjacent("-") else { return SourceRange(file: file, start: start, end: start) }
    guard var column = cursor.takeUInt32() else { return nil }
    var endLine = start.line
    if cursor.takeAdjacent(":") {
      guard let second = cursor.takeUInt32() else { return nil }
      (endLine, column) = (column, second)
    }
    return SourceRange(file: file, start: start, end: Position(line: endLine, column: column))
  }

  /// Says what is wrong with the current line, once.
  mutating func complain(_ message: String) {
    guard !lineHasGap else { return }
    lineHasGap = true
    complain(message, at: textPlace)
  }

  mutating func complain(_ message: String, at range: SourceRange) {
    gaps.append(Gap(range, message, mayHideTransfer: true))
  }

  /// Says that something else was expected where the cursor stands.
  mutating func expected(_ what: String) {
    let found = cursor.isAtEnd() ? "the end of the line" : "'\(cursor.rest())'"
    complain("expected \(what), found \(found)")
  }

  /// The same, as the absent result of whoever expected it.
  mutating func missing<Result>(_ what: String) -> Result? {
    expected(what)
    return nil
  }

  mutating func expect(_ punctuation: StaticString) -> Bool {
    if cursor.take(punctuation) { return true }
    expected("'\(punctuation)'")
    return false
  }

  /// Complains where the line goes on.
  mutating func endLine() {
    if !cursor.isAtEnd() { expected("the end of the line") }
  }
}
