/// Two alternatives at one point of the program, with what their memories say differently: asked
/// several times before they are joined.
struct Comparison {
  let a: State
  let b: State
  /// What either holds, nil where it has not come across the variable, in the order of the storages.
  let memory: [(storage: StorageID, a: Value?, b: Value?)]

  init(_ a: State, _ b: State) {
    self.a = a
    self.b = b
    var memory: [(storage: StorageID, a: Value?, b: Value?)] = []
    SortedMap.forEachDifference(a.memory, b.memory) { memory.append(($0, $1, $2)) }
    self.memory = memory
  }

  /// Whether something is owed to a buffer on one path only, and the program has asked what tells the
  /// two apart: it may ask again (`if reads { fence() } … if reads { copy() }`).
  var haveCorrelatedDebts: Bool {
    guard !a.sharesPath(with: b) else { return false }
    let differs =
      a.buffers.contains { region, facts in b.buffers[region]?.debts ?? [] != facts.debts }
      || b.buffers.contains { region, facts in a.buffers[region] == nil && !facts.debts.isEmpty }
    guard differs else { return false }
    var isAsked = false
    SortedMap.forEachDifference(a.facts, b.facts) { _, fact, other in
      guard !isAsked, let fact, let other else { return }
      isAsked = fact.excludes(other)
    }
    return isAsked
  }
}

/// What is owed to a buffer before the next start, or before the program reads it.
private struct Debts: OptionSet, Sendable {
  var rawValue: UInt8

  static let release = Debts(rawValue: 1)
  static let acquire = Debts(rawValue: 2)
  static let clean = Debts(rawValue: 4)
  static let invalidate = Debts(rawValue: 8)
}

extension Shared where Content == PathBuffer {
  fileprivate var debts: Debts {
    var debts: Debts = []
    if !content.unordered.isEmpty { debts.insert(.release) }
    if !content.unacquired.isEmpty { debts.insert(.acquire) }
    if !content.dirty.isEmpty { debts.insert(.clean) }
    if !content.stale.isEmpty { debts.insert(.invalidate) }
    return debts
  }
}

extension State {
  /// Whether anything is owed to a buffer.
  var isOwing: Bool { buffers.values.contains { !$0.debts.isEmpty } }
}

extension Fact {
  /// Whether no value can be both.
  fileprivate func excludes(_ other: Fact) -> Bool {
    if let equals, other.differs.contains(equals) { return true }
    if let equals = other.equals, differs.contains(equals) { return true }
    if let equals, let same = other.equals, equals != same { return true }
    if let maximum, let minimum = other.minimum, maximum < minimum { return true }
    if let minimum, let maximum = other.maximum, maximum < minimum { return true }
    return false
  }
}
