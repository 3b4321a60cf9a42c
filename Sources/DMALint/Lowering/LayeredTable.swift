/// A dictionary over another one that it shares and never changes; nothing is taken out of it.
///
/// A body that declares types or functions of its own goes on from the outline of all files: it adds
/// a few names, and must not copy the hundreds of thousands that are there.
struct LayeredTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var shared: [Key: Value] = [:]
  private var own: [Key: Value] = [:]

  /// A table with the same entries, whose changes cost what they change.
  var layered: Self {
    guard shared.isEmpty else { return self }
    var table = Self()
    table.shared = own
    return table
  }

  subscript(key: Key) -> Value? {
    get { own[key] ?? (shared.isEmpty ? nil : shared[key]) }
    _modify {
      if !shared.isEmpty, own[key] == nil, let value = shared[key] { own[key] = value }
      yield &own[key]
    }
  }

  subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
    get { self[key] ?? value() }
    _modify {
      if !shared.isEmpty, own[key] == nil, let value = shared[key] { own[key] = value }
      yield &own[key, default: value()]
    }
  }

  /// What has been added or changed since the last layer began.
  var changed: [Key: Value] { own }

  func contains(_ key: Key) -> Bool { self[key] != nil }
}
