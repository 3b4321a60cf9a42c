/// What scans ahead of the lexer found out, kept so that the next one need not find it again.
///
/// Some tokens depend on what follows far behind them: whether a raw string closes on its line, or
/// an extended regex at all. Asking anew at every candidate takes quadratic time on some inputs.
struct ScanMemory {
  /// The end of the run of `#` last seen.
  var endOfPounds = 0
  /// The operator characters last seen from a comment on that stands among them.
  var operatorRun = Range<Int>(uncheckedBounds: (0, 0))
  var operatorRunIsDotted = false
  /// Before this offset no `#>` closes a placeholder that is still to come.
  var noPlaceholderBefore = 0
  /// Before this offset no `”` closes a `“` that is still to come.
  var noCurlyQuoteBefore = 0
  /// Whether no conflict marker of this sort is closed any more.
  var noConflictEnd = false
  var noPerforceConflictEnd = false
  /// The longest run of `#` behind a `/` that could close a multi-line regex, once the scan for one
  /// has come to the end of the file.
  var longestRegexClosing = Int.max
  var quotes = LineOfQuotes()
}

/// Answers whether a quote followed by so many `#` stands on the rest of the line.
struct LineOfQuotes {
  /// The last quote found, and how many `#` stand behind it.
  private var quote = -1
  private var pounds = 0
  /// Of this range it is known that no quote in it has more than `longest` times `#` behind it.
  private var known = Range<Int>(uncheckedBounds: (0, 0))
  private var longest = 0

  mutating func closes(
    _ wanted: Int, from index: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if index <= quote, wanted <= pounds { return true }
    if known.contains(index), wanted > longest { return false }
    let start = index
    let line = bytes.endOfLine(from: start)
    var index = index
    var most = 0
    while index < line {
      guard bytes[index] == Ascii.quote else {
        index += 1
        continue
      }
      var end = index + 1
      while end < bytes.count, bytes[end] == Ascii.pound { end += 1 }
      let count = end - index - 1
      if count >= wanted {
        quote = index
        pounds = count
        return true
      }
      most = max(most, count)
      index = end
    }
    known = start..<index
    longest = most
    return false
  }
}
