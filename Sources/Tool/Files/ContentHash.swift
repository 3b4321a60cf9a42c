/// 128 bits that tell contents apart, not people's attempts to make two alike: FNV-1a with 64 bits over
/// words, twice, from different beginnings (http://www.isthe.com/chongo/tech/comp/fnv/).
struct ContentHash: Hashable, CustomStringConvertible {
  private var low: UInt64 = 0xCBF2_9CE4_8422_2325
  private var high: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  /// Takes in some bytes and how many they are.
  mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      var index = 0
      while index + 8 <= raw.count {
        mix(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var rest: UInt64 = 0
      while index < raw.count {
        rest = rest << 8 | UInt64(raw[index])
        index += 1
      }
      mix(rest)
      mix(UInt64(raw.count))
    }
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  private mutating func mix(_ word: UInt64) {
    low = (low ^ word) &* Self.prime
    low ^= low >> 29
    high = (high ^ (word &+ 0xA5A5_A5A5_A5A5_A5A5)) &* 0xFF51_AFD7_ED55_8CCD
    high ^= high >> 32
  }

  var description: String {
    [high, low].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}
