/// Symbols of a dump by the bytes that spell them: every one has a number, none a `String`.
struct SymbolTable {
  private var slots: [Int32]
  /// The bytes of all symbols, one behind the other.
  private var text: [UInt8] = []
  /// Where each starts in the text, and where the last one ends.
  private var starts: [UInt32] = [0]

  init() { slots = Array(repeating: -1, count: 1 << 12) }

  var count: Int { starts.count - 1 }

  /// The bytes that spell a symbol.
  subscript(number: Int) -> ArraySlice<UInt8> {
    text[Int(starts[number])..<Int(starts[number + 1])]
  }

  func name(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash ^ (hash >> 29)
  }

  /// The number of the symbol that stands at these bytes, a new one where it has none.
  mutating func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    if count * 2 >= slots.count { grow() }
    let symbol = UnsafeBufferPointer(rebasing: bytes[start..<end])
    let slot = slot(of: symbol)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    slots[slot] = Int32(truncatingIfNeeded: count)
    text.append(contentsOf: symbol)
    starts.append(UInt32(truncatingIfNeeded: text.count))
    return count - 1
  }

  /// The number of a symbol; nil where the dump does not have it.
  func number(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { symbol in
      let number = slots[slot(of: symbol)]
      return number >= 0 ? Int(number) : nil
    }
  }

  /// Where the symbol is, or would be.
  private func slot(of symbol: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: SymbolTable.hash(symbol)) & mask
    text.withUnsafeBufferPointer { text in
      while slots[slot] >= 0, !equal(text, Int(slots[slot]), symbol) { slot = (slot + 1) & mask }
    }
    return slot
  }

  private func equal(
    _ text: UnsafeBufferPointer<UInt8>, _ number: Int, _ symbol: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let start = Int(starts[number])
    guard Int(starts[number + 1]) - start == symbol.count else { return false }
    for offset in symbol.indices where text[start + offset] != symbol[offset] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for number in 0..<count {
      let slot = self[number].withUnsafeBufferPointer { symbol in self.slot(of: symbol) }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }
}
