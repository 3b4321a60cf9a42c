/// A map that keeps its entries in the order of their keys, one after the other.
///
/// The keys are numbers that grow while a program is run, so that new entries mostly go to the end.
/// States hold few entries, and are copied, compared and joined entry by entry.
struct SortedMap<Key: Comparable & Hashable & Sendable, Value: Sendable>: Sendable {
  typealias Element = (key: Key, value: Value)

  /// A value is missing only while it is being changed.
  private struct Entry: Sendable {
    var key: Key
    var value: Value?
  }

  private var entries: [Entry] = []

  init() {}

  var keys: [Key] { entries.map(\.key) }
  var values: [Value] { entries.compactMap(\.value) }

  /// The place of the first entry whose key is not smaller.
  private func place(of key: Key) -> Int {
    guard let last = entries.last, !(last.key < key) else { return entries.count }
    var low = 0
    var high = entries.count - 1
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func holds(_ key: Key, at place: Int) -> Bool {
    place < entries.count && entries[place].key == key
  }

  /// Mostly at the end, where an append is far cheaper.
  private mutating func insert(_ entry: Entry, at place: Int) {
    if place == entries.count { entries.append(entry) } else { entries.insert(entry, at: place) }
  }

  subscript(key: Key) -> Value? {
    get {
      let place = place(of: key)
      return holds(key, at: place) ? entries[place].value : nil
    }
    set {
      let place = place(of: key)
      switch (newValue, holds(key, at: place)) {
      case (let value?, true): entries[place].value = value
      case (let value?, false): insert(Entry(key: key, value: value), at: place)
      case (nil, true): entries.remove(at: place)
      case (nil, false): break
      }
    }
    _modify {
      let place = place(of: key)
      if !holds(key, at: place) { insert(Entry(key: key, value: nil), at: place) }
      defer { if entries[place].value == nil { entries.remove(at: place) } }
      yield &entries[place].value
    }
  }

  subscript(key: Key, default initial: @autoclosure () -> Value) -> Value {
    get { self[key] ?? initial() }
    _modify {
      let place = place(of: key)
      if !holds(key, at: place) { insert(Entry(key: key, value: initial()), at: place) }
      yield &entries[place].value!
    }
  }

  @discardableResult
  mutating func removeValue(forKey key: Key) -> Value? {
    let place = place(of: key)
    return holds(key, at: place) ? entries.remove(at: place).value : nil
  }

  func filter(_ isIncluded: (Element) -> Bool) -> SortedMap {
    func isKept(_ entry: Entry) -> Bool {
      entry.value.map { isIncluded((entry.key, $0)) } ?? false
    }
    guard let dropped = entries.firstIndex(where: { !isKept($0) }) else { return self }
    var kept = SortedMap()
    kept.entries.append(contentsOf: entries[..<dropped])
    for entry in entries[(dropped + 1)...] where isKept(entry) { kept.entries.append(entry) }
    return kept
  }

  func mapValues<Other>(_ transform: (Value) -> Other) -> SortedMap<Key, Other> {
    var mapped = SortedMap<Key, Other>()
    mapped.entries = entries.map { .init(key: $0.key, value: $0.value.map(transform)) }
    return mapped
  }
}

extension SortedMap: Collection {
  var startIndex: Int { 0 }
  var endIndex: Int { entries.count }
  func index(after index: Int) -> Int { index + 1 }
  subscript(place: Int) -> Element { (entries[place].key, entries[place].value!) }
}

extension SortedMap: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (Key, Value)...) {
    for (key, value) in elements { self[key] = value }
  }
}

extension SortedMap: Equatable where Value: Equatable {
  static func == (a: SortedMap, b: SortedMap) -> Bool {
    if a.isShared(with: b) { return true }
    guard a.entries.count == b.entries.count else { return false }
    return a.entries.withUnsafeBufferPointer { a in
      b.entries.withUnsafeBufferPointer { b in
        a.indices.allSatisfy { place in
          haveSameBytes(a, place, b, place)
            || a[place].key == b[place].key && a[place].value == b[place].value
        }
      }
    }
  }
}

extension SortedMap: Hashable where Value: Hashable {
  func hash(into hasher: inout Hasher) {
    hasher.combine(entries.count)
    for entry in entries {
      hasher.combine(entry.key)
      hasher.combine(entry.value)
    }
  }
}

extension SortedMap {
  /// Whether both are one copy, which nobody has changed since.
  func isShared(with other: SortedMap) -> Bool { entries.isShared(with: other.entries) }
}

extension SortedMap where Value: Equatable {
  /// Where the two differ, in the order of the keys: what either has, nil where it has nothing.
  static func forEachDifference(
    _ a: SortedMap, _ b: SortedMap, _ body: (Key, Value?, Value?) -> Void
  ) {
    if a.isShared(with: b) { return }
    a.entries.withUnsafeBufferPointer { a in
      b.entries.withUnsafeBufferPointer { b in
        var (i, j) = (0, 0)
        while i < a.count || j < b.count {
          if j == b.count || i < a.count && a[i].key < b[j].key {
            body(a[i].key, a[i].value, nil)
            i += 1
          } else if i == a.count || b[j].key < a[i].key {
            body(b[j].key, nil, b[j].value)
            j += 1
          } else {
            if !haveSameBytes(a, i, b, j), a[i].value != b[j].value {
              body(a[i].key, a[i].value, b[j].value)
            }
            i += 1
            j += 1
          }
        }
      }
    }
  }

  /// Whether two entries are the same bytes, as most are that two paths have in common: then they are
  /// equal, and nothing is copied to see that.
  @inline(__always)
  private static func haveSameBytes(
    _ a: UnsafeBufferPointer<Entry>, _ i: Int, _ b: UnsafeBufferPointer<Entry>, _ j: Int
  ) -> Bool {
    let size = MemoryLayout<Entry>.size
    let (x, y) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
    let (first, second) = (i * MemoryLayout<Entry>.stride, j * MemoryLayout<Entry>.stride)
    var offset = 0
    while offset + 8 <= size {
      guard
        x.loadUnaligned(fromByteOffset: first + offset, as: UInt64.self)
          == y.loadUnaligned(fromByteOffset: second + offset, as: UInt64.self)
      else { return false }
      offset += 8
    }
    while offset < size {
      guard x[first + offset] == y[second + offset] else { return false }
      offset += 1
    }
    return true
  }
}
