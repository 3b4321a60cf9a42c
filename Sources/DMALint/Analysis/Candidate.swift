/// A finding as a rule makes it: before severities, suppressions and subsumption.
struct Candidate: Hashable, Comparable, Sendable {
  var code: String
  /// Where a person must look first.
  var site: Site
  var message: String
  /// The buffer's root as the source spells it.
  var buffer: String
  /// Steps of the path that lead there, in order.
  var trace: [TraceLabel]
  /// The transfer it is about; findings about one transfer subsume one another.
  var transfer: TransferID?
  var fix: String?

  static func < (a: Candidate, b: Candidate) -> Bool {
    (a.site, a.code, a.buffer, a.message) < (b.site, b.code, b.buffer, b.message)
  }
}

/// One step of a finding's path.
struct TraceLabel: Hashable, Sendable {
  var site: Site
  var message: String
}
