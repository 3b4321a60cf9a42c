/// The `#include` lines of a file, found without preprocessing.
enum IncludeScan {
  /// The names between quotes or angle brackets, in order.
  static func includes(of bytes: [UInt8]) -> [String] {
    var names: [String] = []
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while let hash = bytes[index...].firstIndex(of: UInt8(ascii: "#")) {
        index = hash + 1
        skipBlanks(bytes, &index)
        guard starts(bytes, at: index, with: "include") else { continue }
        index += 7
        if starts(bytes, at: index, with: "_next") { index += 5 }
        skipBlanks(bytes, &index)
        guard index < bytes.count else { return }
        let close: UInt8
        switch bytes[index] {
        case UInt8(ascii: "\""): close = UInt8(ascii: "\"")
        case UInt8(ascii: "<"): close = UInt8(ascii: ">")
        default: continue
        }
        let start = index + 1
        var end = start
        while end < bytes.count, bytes[end] != close, bytes[end] != 0x0A { end += 1 }
        guard end < bytes.count, bytes[end] == close else { continue }
        names.append(String(decoding: bytes[start..<end], as: UTF8.self))
        index = end
      }
    }
    return names
  }

  private static func skipBlanks(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }

  private static func starts(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, with word: StaticString
  ) -> Bool {
    guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where bytes[index + offset] != word.utf8Start[offset] {
      return false
    }
    return true
  }
}
