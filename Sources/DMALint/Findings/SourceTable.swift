/// The texts behind the `FileID`s of a report, by line, for code frames and column conversion.
///
/// Only files that somebody looks at get a line table; files that only dumps mention have no text.
public struct SourceTable: Sendable {
  private var files: [FileID: Entry] = [:]

  private struct Entry: Sendable {
    var text: SourceText
    var lines: LineTable
  }

  /// The texts, indexed by `FileID`, of the files that are `needed`.
  public init(_ texts: [SourceText], needed: Set<FileID>) {
    for file in needed where Int(file.index) < texts.count {
      let text = texts[Int(file.index)]
      files[file] = Entry(text: text, lines: LineTable(text.bytes))
    }
  }

  /// The texts of the files that the findings and gaps of a report point into.
  public init(_ texts: [SourceText], for report: Report) {
    var needed = Set(report.gaps.map(\.range.file))
    for finding in report.findings {
      needed.insert(finding.range.file)
      needed.formUnion(finding.trace.map(\.range.file))
      for fix in finding.fixes { needed.formUnion(fix.edits.map(\.range.file)) }
    }
    self.init(texts, needed: needed)
  }

  /// The whole file; nil for a file without a text.
  func bytes(of file: FileID) -> [UInt8]? { files[file]?.text.bytes }

  /// The bytes of a one-based line without its line end; nil if there is no such line.
  public func line(_ number: UInt32, of file: FileID) -> ArraySlice<UInt8>? {
    guard let entry = files[file], number >= 1, Int(number) <= entry.lines.lineCount else {
      return nil
    }
    let bytes = entry.text.bytes
    let start = Int(entry.lines.start(ofLine: number))
    var end =
      Int(number) < entry.lines.lineCount
      ? Int(entry.lines.start(ofLine: number + 1)) : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return bytes[start..<end]
  }

  /// The byte offset of a position, held within the file; nil for a file without a text.
  public func offset(of position: Position, in file: FileID) -> Int? {
    guard let entry = files[file] else { return nil }
    guard position.line >= 1, Int(position.line) <= entry.lines.lineCount else {
      return entry.text.bytes.count
    }
    let start = Int(entry.lines.start(ofLine: position.line))
    return min(start + Int(max(position.column, 1)) - 1, entry.text.bytes.count)
  }
}
