/// Numbers and names within the bytes of an ELF file, in its word size and byte order.
struct ELFBytes {
  let bytes: [UInt8]
  let is64Bit: Bool
  let isBigEndian: Bool

  /// A number of `width` bytes; nil where the file ends before.
  func number(_ offset: UInt64, _ width: Int) -> UInt64? {
    guard offset <= UInt64(bytes.count), UInt64(width) <= UInt64(bytes.count) - offset else {
      return nil
    }
    var value: UInt64 = 0
    let start = Int(offset)
    for index in 0..<width {
      let byte = UInt64(bytes[start + (isBigEndian ? index : width - 1 - index)])
      value = value << 8 | byte
    }
    return value
  }

  func half(_ offset: UInt64) -> UInt16? {
    number(offset, 2).map { UInt16(truncatingIfNeeded: $0) }
  }
  func word(_ offset: UInt64) -> UInt32? {
    number(offset, 4).map { UInt32(truncatingIfNeeded: $0) }
  }

  /// An address, an offset or a size: as wide as the file's words.
  func address(_ offset: UInt64) -> UInt64? { number(offset, is64Bit ? 8 : 4) }

  /// Whether `count` records of `size` bytes lie within the file.
  func holds(_ count: UInt64, of size: UInt64, at offset: UInt64) -> Bool {
    let (total, overflows) = count.multipliedReportingOverflow(by: size)
    guard !overflows, offset <= UInt64(bytes.count) else { return false }
    return total <= UInt64(bytes.count) - offset
  }

  /// The bytes of the name that starts at `offset`, up to its zero or the table's end; no more than
  /// `limit` + 1 bytes are looked at.
  func name(_ offset: UInt64, in table: Range<Int>, limit: Int) -> Range<Int>? {
    guard offset < UInt64(table.count) else { return nil }
    let start = table.lowerBound + Int(offset)
    let last = min(table.upperBound - start, limit + 1) + start
    let end = bytes[start..<last].firstIndex(of: 0) ?? last
    return start..<end
  }

  /// A part of the file, cut where the file ends.
  func part(at offset: UInt64, size: UInt64) -> Range<Int> {
    let count = UInt64(bytes.count)
    let start = min(offset, count)
    return Int(start)..<Int(start + min(size, count - start))
  }
}
