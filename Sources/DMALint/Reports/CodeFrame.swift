/// One line of source with carets under a range, as a terminal shows it.
///
/// Of a range over several lines the first is shown. Long lines are cut around the range, harmful
/// characters are made visible, and the carets stand right whatever the widths of the characters.
struct CodeFrame {
  /// The line's number, for the gutter.
  let number: UInt32
  let text: String
  /// Blanks, then carets.
  let carets: String

  private static let tabWidth = 4
  /// Columns of the terminal on the left of the range, and at most.
  private static let lead = 40
  private static let width = 110

  /// Nil for a place whose source is not at hand.
  init?(_ range: SourceRange, sources: SourceTable) {
    guard let line = sources.line(range.start.line, of: range.file), !line.isEmpty else {
      return nil
    }
    number = range.start.line
    let first = min(Int(max(range.start.column, 1)) - 1, line.count)
    let last =
      range.end.line == range.start.line ? min(Int(range.end.column) - 1, line.count) : line.count
    if line.count <= CodeFrame.width, CodeFrame.isPlain(line) {
      text = String(decoding: line, as: UTF8.self)
      carets = CodeFrame.carets(from: first, to: last)
      return
    }
    let cells = Cells(line, around: first..<max(first, last), reach: 4 * CodeFrame.width)
    var start = cells.position(of: first)
    var end = max(cells.position(of: last), start + 1)
    let from = start > CodeFrame.width - CodeFrame.lead ? start - CodeFrame.lead : 0
    let cut = cells.text(from: from, width: CodeFrame.width)
    let prefix = from > 0 || cells.isCutAtStart ? "…" : ""
    start = start - cut.from + prefix.count
    end = min(end - cut.from + prefix.count, cut.width + prefix.count + 1)
    text = prefix + cut.text + (cut.isCutAtEnd || cells.isCutAtEnd ? "…" : "")
    carets = CodeFrame.carets(from: start, to: end)
  }

  /// At least one caret, from a column on.
  private static func carets(from start: Int, to end: Int) -> String {
    var bytes = Array(repeating: UInt8(ascii: " "), count: start)
    bytes += repeatElement(UInt8(ascii: "^"), count: max(1, end - start))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether every byte of the line is a character of one column that can harm nothing.
  private static func isPlain(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "#") }
  }

  /// The two lines with their gutter, whose digits end at the column `gutter`.
  func lines(gutter: Int, ink: Ink, colour: Ink.Colour) -> [String] {
    let digits = String(number)
    let blank = String(repeating: " ", count: gutter)
    let lead = String(repeating: " ", count: max(0, gutter - digits.utf8.count))
    return [
      ink("\(lead)\(digits) |", .gutter) + " " + text,
      ink("\(blank) |", .gutter) + " " + ink(carets, colour),
    ]
  }

  /// A line as a row of terminal columns.
  private struct Cells {
    struct Cell {
      var text: String
      var width: Int
      /// The first byte in the line.
      var offset: Int
    }

    var cells: [Cell] = []
    var isCutAtStart = false
    var isCutAtEnd = false

    /// Decodes at most `reach` bytes before and behind the range's start.
    init(_ line: ArraySlice<UInt8>, around range: Range<Int>, reach: Int) {
      let base = line.startIndex
      var start = max(0, range.lowerBound - reach)
      while start > 0, start < line.count, line[base + start] & 0xC0 == 0x80 { start -= 1 }
      let end = min(line.count, range.lowerBound + 2 * reach)
      isCutAtStart = start > 0
      isCutAtEnd = end < line.count
      var index = start
      var column = 0
      var hashes = 0
      while index < end {
        let length = min(UTF8.lengthOfScalar(startingWith: line[base + index]), end - index)
        let bytes = line[(base + index)..<(base + index + length)]
        let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first
        let cell = Cells.cell(scalar ?? "\u{FFFD}", offset: index, column: column, hashes: hashes)
        cells.append(cell)
        column += cell.width
        index += scalar == nil ? 1 : length
        hashes = scalar == "#" ? hashes + 1 : 0
      }
    }

    private static func cell(
      _ scalar: Unicode.Scalar, offset: Int, column: Int, hashes: Int
    ) -> Cell {
      if scalar == "\t" {
        let width = CodeFrame.tabWidth - column % CodeFrame.tabWidth
        return Cell(text: String(repeating: " ", count: width), width: width, offset: offset)
      }
      if Neutral.isHarmful(scalar) || (scalar == "[" && hashes >= 2) {
        let text = String(Neutral.escape(scalar))
        return Cell(text: text, width: text.unicodeScalars.count, offset: offset)
      }
      return Cell(text: String(scalar), width: scalar.terminalWidth, offset: offset)
    }

    /// The column at which the byte's character starts.
    func position(of offset: Int) -> Int {
      var column = 0
      for cell in cells {
        if cell.offset >= offset { return column }
        column += cell.width
      }
      return column
    }

    func text(
      from: Int, width: Int
    ) -> (text: String, from: Int, width: Int, isCutAtEnd: Bool) {
      var text = ""
      var column = 0
      var start: Int?
      for cell in cells {
        defer { column += cell.width }
        if column < from { continue }
        let begin = start ?? column
        start = begin
        if column + cell.width - begin > width {
          return (text, begin, column - begin, true)
        }
        text += cell.text
      }
      let begin = start ?? column
      return (text, begin, column - begin, false)
    }
  }
}

extension Unicode.Scalar {
  /// How many columns a terminal gives the character: by the blocks that matter in practice.
  fileprivate var terminalWidth: Int {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      2
    case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0x1AB0...0x1AFF,
      0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xE0100...0xE01EF:
      0
    default: 1
    }
  }
}
