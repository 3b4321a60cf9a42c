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
