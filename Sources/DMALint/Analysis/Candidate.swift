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
  /// Rules that the same mistake breaks here, and that come behind this one.
  var also: [String] = []
  /// It is a finding only if the engine writes the buffer, as a read behind its completion says.
  var holdsIfReadBack = false

  /// What is said at one place by one rule is mostly the same; texts need no hash.
  func hash(into hasher: inout Hasher) {
    hasher.combine(site)
    hasher.combine(code)
  }

  /// A total order: of candidates that are not equal one comes first, whatever set they were in.
  static func < (a: Candidate, b: Candidate) -> Bool {
    if a.site != b.site { return a.site < b.site }
    if a.code != b.code { return a.code < b.code }
    if a.buffer != b.buffer { return a.buffer < b.buffer }
    if a.message != b.message { return a.message < b.message }
    if a.transfer != b.transfer {
      return (a.transfer?.index ?? .max) < (b.transfer?.index ?? .max)
    }
    if a.trace != b.trace {
      return a.trace.lexicographicallyPrecedes(b.trace) {
        ($0.site, $0.message) < ($1.site, $1.message)
      }
    }
    if a.fix != b.fix { return (a.fix ?? "") < (b.fix ?? "") }
    return a.also.lexicographicallyPrecedes(b.also)
  }
}

/// One step of a finding's path.
struct TraceLabel: Hashable, Sendable {
  var site: Site
  var message: String
}
