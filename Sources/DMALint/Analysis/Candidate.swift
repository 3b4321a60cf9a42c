/// A finding as a rule makes it: before severities, suppressions and subsumption.
struct Candidate: Hashable, Comparable, Sendable {
  var code: String
  /// Where a person must look first.
  var site: Site
  /// The transfer it is about; findings about one transfer subsume one another.
  var transfer: TransferID?
  /// It is a finding only if the engine writes the buffer, as a read behind its completion says.
  var holdsIfReadBack = false
  private var texts: Shared<Texts>

  /// What it says, which copies share: candidates go through many sets and sorts.
  private struct Texts: Hashable, Sendable {
    var message: String
    var buffer: String
    var trace: [TraceLabel]
    var fix: String?
    var also: [String]
  }

  init(
    code: String, site: Site, message: String, buffer: String, trace: [TraceLabel],
    transfer: TransferID? = nil, fix: String? = nil, also: [String] = [],
    holdsIfReadBack: Bool = false
  ) {
    self.code = code
    self.site = site
    self.transfer = transfer
    self.holdsIfReadBack = holdsIfReadBack
    texts = Shared(Texts(message: message, buffer: buffer, trace: trace, fix: fix, also: also))
  }

  var message: String { texts.message }
  /// The buffer's root as the source spells it.
  var buffer: String { texts.buffer }
  /// Steps of the path that lead there, in order.
  var trace: [TraceLabel] {
    get { texts.trace }
    set { texts.trace = newValue }
  }
  var fix: String? {
    get { texts.fix }
    set { texts.fix = newValue }
  }
  /// Rules that the same mistake breaks here, and that come behind this one.
  var also: [String] {
    get { texts.also }
    set { texts.also = newValue }
  }

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
