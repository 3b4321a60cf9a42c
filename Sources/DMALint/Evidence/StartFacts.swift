/// What one layer shows of the order around one start, for one buffer and over all its instances.
public struct StartFacts: Hashable, Sendable {
  /// The start.
  public var range: SourceRange
  /// The buffer's root as the layer spells it.
  public var buffer: String
  /// Places in the start's own function that write the buffer before it: what callers wrote is not seen
  /// where a layer has split the function from them.
  public var writes: [SourceRange]
  /// In no context anything is written before the start.
  public var isNeverWritten: Bool
  /// In every context something is written before the start.
  public var isAlwaysWritten: Bool
  /// In every context a fence lies between the last write and the start.
  public var isFenced: Bool
  /// In some context nothing orders the last write.
  public var isUnordered: Bool
  /// A fence, or what shows completion, orders it before what follows.
  public var isAcquired: Bool

  public init(
    at range: SourceRange, buffer: String, writes: [SourceRange] = [],
    isNeverWritten: Bool = false, isAlwaysWritten: Bool = false, isFenced: Bool = false,
    isUnordered: Bool = false, isAcquired: Bool = false
  ) {
    self.range = range
    self.buffer = buffer
    self.writes = writes
    self.isNeverWritten = isNeverWritten
    self.isAlwaysWritten = isAlwaysWritten
    self.isFenced = isFenced
    self.isUnordered = isUnordered
    self.isAcquired = isAcquired
  }

  /// What an analysis kept of the starts that it confirmed.
  static func all(_ interpreter: Interpreter) -> [StartFacts] {
    var result: [StartFacts] = []
    for record in interpreter.transfers {
      for start in record.starts {
        for (name, order) in record.order[start] ?? [:] {
          result.append(
            StartFacts(
              at: start.range, buffer: name,
              writes: order.writes.filter { $0.function == start.function }.map(\.range)
                .filter { $0.start.line > 0 }.sorted(),
              isNeverWritten: order.contextsWithoutWrite == order.contexts,
              isAlwaysWritten: order.contextsWithoutWrite == 0,
              isFenced: order.fencedContexts == order.contexts,
              isUnordered: !order.unordered.isEmpty,
              isAcquired: record.isCompletionOrdered || !record.acquires.isEmpty))
        }
      }
    }
    return result.sorted { ($0.range, $0.buffer) < ($1.range, $1.buffer) }
  }
}
