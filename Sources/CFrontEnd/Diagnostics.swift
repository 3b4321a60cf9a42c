import CLibclang
import DMALint

/// An error that clang reports.
struct CDiagnostic {
  var message: String
  /// Nil where it stands in no file.
  var file: CXFile?
  var offset: UInt32
  var position: Position
  /// The first byte after the word at its place, blanks passed over.
  var next: UInt8?
  /// The word at its place, the one behind an operator there, or else the one before it.
  var word: String?
  /// The word after that at its place.
  var nextWord: String?
  /// The `x` where the place is that of the first argument in `x(…)`.
  var callee: String?
  /// The variable `x` where the place is that of `member` in `x->member`.
  var pointer: String?

  private static let notFound = " file not found"

  /// The header that was not found, in quotes.
  var missingHeader: Substring? {
    message.hasSuffix(CDiagnostic.notFound)
      ? message.dropLast(CDiagnostic.notFound.count) : nil
  }

  /// The parts of the message between single quotes.
  var quoted: [String] {
    let parts = message.split(separator: "'", omittingEmptySubsequences: false)
    return stride(from: 1, to: parts.count, by: 2).map { String(parts[$0]) }
  }
}

extension UnitContext {
  func diagnostics() -> [CDiagnostic] {
    (0..<functions.getNumDiagnostics(handle)).compactMap { index in
      let diagnostic = functions.getDiagnostic(handle, index)
      defer { functions.disposeDiagnostic(diagnostic) }
      guard functions.getDiagnosticSeverity(diagnostic) >= UnitContext.error else { return nil }
      var file: CXFile?
      var line: UInt32 = 0
      var column: UInt32 = 0
      var offset: UInt32 = 0
      functions.getFileLocation(
        functions.getDiagnosticLocation(diagnostic), &file, &line, &column, &offset)
      return CDiagnostic(
        message: library.string(functions.getDiagnosticSpelling(diagnostic)), file: file,
        offset: offset, position: Position(line: max(1, line), column: max(1, column)),
        next: byte(afterWordAt: Int(offset), of: file), word: word(at: Int(offset), of: file),
        nextWord: word(afterWordAt: Int(offset), of: file),
        callee: callee(before: Int(offset), of: file),
        pointer: pointer(before: Int(offset), of: file))
    }
  }

  private func pointer(before offset: Int, of file: CXFile?) -> String? {
    let text = text(file)
    guard offset < text.count else { return nil }
    var end = offset
    if text[end] != UInt8(ascii: "-") { end -= 2 }
    guard end > 0, text[end] == UInt8(ascii: "-"), text[end + 1] == UInt8(ascii: ">") else {
      return nil
    }
    var start = end
    while start > 0, CharacterClass.isWord(text[start - 1]) { start -= 1 }
    guard start < end, CharacterClass.isWordStart(text[start]),
      start == 0 || text[start - 1] != UInt8(ascii: ".") && text[start - 1] != UInt8(ascii: ">")
    else { return nil }
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  private func word(at offset: Int, of file: CXFile?) -> String? {
    let text = text(file)
    var start = offset
    while start < text.count,
      text[start] == UInt8(ascii: "&") || CharacterClass.isBlank(text[start])
    {
      start += 1
    }
    if start < text.count, CharacterClass.isWordStart(text[start]) {
      return word(in: text, at: start)
    }
    var end = min(offset, text.count)
    while end > 0, CharacterClass.isBlank(text[end - 1]) { end -= 1 }
    start = end
    while start > 0, CharacterClass.isWord(text[start - 1]) { start -= 1 }
    return start < end ? word(in: text, at: start) : nil
  }

  private func callee(before offset: Int, of file: CXFile?) -> String? {
    let text = text(file)
    var end = min(offset, text.count)
    while end > 0, CharacterClass.isBlank(text[end - 1]) { end -= 1 }
    guard end > 0, text[end - 1] == UInt8(ascii: "(") else { return nil }
    end -= 1
    while end > 0, CharacterClass.isBlank(text[end - 1]) { end -= 1 }
    var start = end
    while start > 0, CharacterClass.isWord(text[start - 1]) { start -= 1 }
    return start < end ? word(in: text, at: start) : nil
  }

  private func word(afterWordAt offset: Int, of file: CXFile?) -> String? {
    let text = text(file)
    var index = offset
    while index < text.count, CharacterClass.isWord(text[index]) { index += 1 }
    while index < text.count,
      CharacterClass.isBlank(text[index]) || text[index] == UInt8(ascii: "(")
    {
      index += 1
    }
    guard index < text.count, CharacterClass.isWordStart(text[index]) else { return nil }
    return word(in: text, at: index)
  }

  private func word(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> String {
    var end = start
    while end < text.count, CharacterClass.isWord(text[end]) { end += 1 }
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  private func byte(afterWordAt offset: Int, of file: CXFile?) -> UInt8? {
    let text = text(file)
    var index = offset
    while index < text.count, CharacterClass.isWord(text[index]) { index += 1 }
    while index < text.count, CharacterClass.isBlank(text[index]) { index += 1 }
    return index < text.count ? text[index] : nil
  }

  /// Whether a header was not found, or is named by a macro that is not defined.
  var isMissingHeaders: Bool {
    diagnostics().contains {
      $0.missingHeader != nil || $0.message.hasPrefix("expected \"FILENAME\"")
    }
  }

  /// Whether a name is unknown, or a header that may explain one: what is missing can be made up.
  var isRepairable: Bool {
    diagnostics().contains {
      $0.missingHeader != nil || $0.message.hasPrefix("expected \"FILENAME\"")
        || $0.message.hasPrefix("unknown type name '")
        || $0.message.hasPrefix("use of undeclared identifier '")
    }
  }

  /// How many errors each file has, missing headers aside.
  func errorCounts() -> [FileID: Int] {
    diagnostics().reduce(into: [:]) { counts, diagnostic in
      if diagnostic.missingHeader == nil, let file = file(diagnostic.file) {
        counts[file, default: 0] += 1
      }
    }
  }

  /// Errors of clang are gaps: what it could not parse is not in the unit. Of headers that were
  /// only gathered to be read together, one error a file is enough, and none where one was read
  /// alone.
  func addDiagnostics(ofGatheredExcept clean: Set<FileID>?) {
    var told = clean ?? []
    for diagnostic in diagnostics() {
      if diagnostic.missingHeader == nil { hasErrors = true }
      guard let number = file(diagnostic.file), !isMadeUp(number) else { continue }
      let message: String
      if let header = diagnostic.missingHeader {
        message = "the header \(header) was not found"
      } else if clean == nil || told.insert(number).inserted {
        message = "clang: \(diagnostic.message)"
      } else {
        continue
      }
      gap(
        SourceRange(file: number, start: diagnostic.position, end: diagnostic.position), message)
    }
  }

  /// Whether a variable stands for a name of a missing header.
  func isUnknown(_ variable: CXCursor) -> Bool {
    guard !unknownNames.isEmpty, unknownNames.contains(library.spelling(variable)) else {
      return false
    }
    return file(library.extent(variable).file).map(isMadeUp) ?? false
  }

  private func isMadeUp(_ file: FileID) -> Bool {
    output.paths.path(of: file).hasPrefix(UnitPlan.fallbackFolder + "/")
  }

  private static let error: Int32 = 3
}
