/// Where code stands around the comments of one file: whether a comment shares its line with
/// code, and which statement or declaration follows it.
struct CommentLayout {
  private let lines: LineTable
  /// The file with every comment blanked out.
  private let code: [UInt8]
  private let linesWithCode: [Bool]
  private let statementEnds: [Position: Position]
  private let file: FileID

  init(_ annotations: FileAnnotations, bytes: [UInt8]) {
    file = annotations.file
    let lines = LineTable(bytes)
    var code = bytes
    for comment in annotations.comments {
      let start = CommentLayout.offset(of: comment.range.start, lines, bytes.count)
      let end = CommentLayout.offset(of: comment.range.end, lines, bytes.count)
      for index in start..<max(start, end) where code[index] != 0x0A && code[index] != 0x0D {
        code[index] = 0x20
      }
    }
    var linesWithCode = [Bool](repeating: false, count: lines.lineCount)
    var line = 0
    for (index, byte) in code.enumerated() where !CommentLayout.isSpace(byte) {
      while line + 1 < linesWithCode.count, Int(lines.start(ofLine: UInt32(line + 2))) <= index {
        line += 1
      }
      linesWithCode[line] = true
    }
    var ends: [Position: Position] = [:]
    for statement in annotations.statements {
      ends[statement.start] = max(ends[statement.start] ?? statement.end, statement.end)
    }
    self.lines = lines
    self.code = code
    self.linesWithCode = linesWithCode
    statementEnds = ends
  }

  /// The lines that a suppression in this comment is for: its own, if code stands on them, else
  /// all lines of the statement or declaration that follows.
  func lines(of comment: SourceRange) -> ClosedRange<UInt32> {
    let own = (comment.start.line...max(comment.start.line, comment.end.line)).filter(hasCode)
    if let first = own.first, let last = own.last { return first...last }
    let end = CommentLayout.offset(of: comment.end, lines, code.count)
    guard let next = code[end...].firstIndex(where: { !CommentLayout.isSpace($0) }) else {
      return comment.start.line...comment.start.line
    }
    let start = lines.position(of: UInt32(next))
    return start.line...max(start.line, statementEnds[start]?.line ?? start.line)
  }

  private func hasCode(line: UInt32) -> Bool {
    line >= 1 && Int(line) <= linesWithCode.count && linesWithCode[Int(line) - 1]
  }

  private static func offset(of position: Position, _ lines: LineTable, _ count: Int) -> Int {
    guard position.line >= 1, Int(position.line) <= lines.lineCount else { return count }
    return min(Int(lines.start(ofLine: position.line)) + Int(max(position.column, 1)) - 1, count)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte >= 0x09 && byte <= 0x0D
  }
}
