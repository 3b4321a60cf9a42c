/// The hash by which GitHub recognises an alert after its file has been edited.
///
/// What GitHub's upload action computes where a report has none: a polynomial hash (base 37,
/// modulo 2^64) of the next hundred UTF-16 units from the start of a line, blanks and tabs left
/// out, line ends as `\n`, the end of the file as 65535 and zeros behind it; then `:` and which of
/// the lines with this hash it is. A different value would make the action warn.
struct LineHash {
  private static let base: UInt64 = 37
  private static let length = 100

  /// The hashes of all lines of a text; the index is the line's number less one.
  static func hashes(of bytes: [UInt8]) -> [String] {
    var hash = LineHash()
    for unit in String(decoding: bytes, as: UTF8.self).utf16 { hash.add(unit) }
    hash.finish()
    return hash.hashes
  }

  private(set) var hashes: [String] = []
  private var counts: [UInt64: Int] = [:]
  /// The last hundred units, and whether each of them starts a line.
  private var window = [(unit: UInt16, startsLine: Bool)](
    repeating: (0, false), count: LineHash.length)
  private var index = 0
  private var value: UInt64 = 0
  private var startsLine = true
  private var followsReturn = false
  /// The factor of the unit that leaves the window.
  private let lastFactor = (0..<LineHash.length).reduce(UInt64(1)) { factor, _ in
    factor &* LineHash.base
  }

  private mutating func add(_ unit: UInt16) {
    let isSecondHalf = followsReturn && unit == 0x0A
    followsReturn = unit == 0x0D
    if unit == 0x20 || unit == 0x09 || isSecondHalf { return }
    shift(unit == 0x0D ? 0x0A : unit, startsLine: startsLine)
    startsLine = unit == 0x0A || unit == 0x0D
  }

  private mutating func finish() {
    shift(0xFFFF, startsLine: startsLine)
    for _ in 0..<LineHash.length { shift(0, startsLine: false) }
  }

  private mutating func shift(_ unit: UInt16, startsLine: Bool) {
    let leaving = window[index]
    if leaving.startsLine {
      counts[value, default: 0] += 1
      hashes.append("\(String(value, radix: 16)):\(counts[value, default: 1])")
    }
    window[index] = (unit, startsLine)
    value = value &* LineHash.base &+ UInt64(unit) &- lastFactor &* UInt64(leaving.unit)
    index = (index + 1) % LineHash.length
  }
}
