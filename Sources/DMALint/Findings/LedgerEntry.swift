/// One transfer start that dmalint sees, with a verdict for every clause.
public struct LedgerEntry: Hashable, Sendable {
  public var range: SourceRange
  public var function: String
  public var buffer: String
  public var direction: Direction
  /// What identifies the engine's channel, for people: `mailbox`, `huart1 tx`.
  public var channel: String
  /// The operation that starts it, as it is called: `write.store(_:)`.
  public var start: String
  /// Ascending by family; a family that is missing counts as unknown.
  public var clauses: [Clause]

  public init(
    at range: SourceRange, function: String, buffer: String, direction: Direction,
    channel: String, start: String, clauses: [Clause] = []
  ) {
    self.range = range
    self.function = function
    self.buffer = buffer
    self.direction = direction
    self.channel = channel
    self.start = start
    self.clauses = clauses
  }

  /// The worst of the clauses.
  public var verdict: Verdict { clauses.map(\.verdict).max() ?? .unknown }

  /// The same entry with exactly one clause for each of DMA1 to DMA8.
  func completed() -> LedgerEntry {
    var entry = self
    entry.clauses = Family.clauses.map { family in
      clauses.filter { $0.family == family }.max { $0.verdict < $1.verdict }
        ?? Clause(family, .unknown, reason: "not examined")
    }
    return entry
  }

  /// Who writes the memory while the transfer runs.
  public enum Direction: String, CaseIterable, Sendable {
    case deviceReads = "device-reads"
    case deviceWrites = "device-writes"
    case bidirectional
    case unknown
  }
}
