/// Symbols of a dump by the bytes that spell them: every one has a number, none a `String`.
struct SymbolTable {
  private var slots: [Int32]
  private(set) var starts: [UInt32] = []
  private var lengths: [UInt32] = []

  init() { slots = Array(repeating: -1, count: 1 << 12) }

  var count: Int { starts.count }

  func range(_ number: Int) -> Range<Int> {
    Int(starts[number])..<Int(starts[number]) + Int(lengths[number])
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64
  {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in start..<end { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return hash ^ (hash >> 29)
  }

  /// The number of the symbol that stands at these bytes, a new one where it has none.
  mutating func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    if starts.count * 2 >= slots.count { grow(bytes) }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: SymbolTable.hash(bytes, start, end)) & mask
    while slots[slot] >= 0 {
      let found = Int(slots[slot])
      if equal(bytes, found, start, end) { return found }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(truncatingIfNeeded: starts.count)
    starts.append(UInt32(truncatingIfNeeded: start))
    lengths.append(UInt32(truncatingIfNeeded: end - start))
    return starts.count - 1
  }

  private func equal(_ bytes: UnsafeBufferPointer<UInt8>, _ number: Int, _ start: Int, _ end: Int)
    -> Bool
  {
    guard Int(lengths[number]) == end - start else { return false }
    let other = Int(starts[number])
    for offset in 0..<(end - start) where bytes[other + offset] != bytes[start + offset] {
      return false
    }
    return true
  }

  private mutating func grow(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = slots.count * 2
    slots = Array(repeating: -1, count: count)
    for number in starts.indices {
      let range = range(number)
      var slot =
        Int(truncatingIfNeeded: SymbolTable.hash(bytes, range.lowerBound, range.upperBound))
        & (count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }
}
