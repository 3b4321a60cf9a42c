/// A frame of the field bus, in memory that the transmitter reads.
struct Frame {
  private let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 16)

  var address: UInt32 { UInt32(UInt(bitPattern: bytes.baseAddress!)) }

  func encode(node: UInt8, _ payload: (UInt8) -> UInt8) {
    bytes[0] = 0x68
    bytes[1] = node
    for index in 2..<15 { bytes[index] = payload(UInt8(index)) }
    bytes[15] = checksum()
  }

  private func checksum() -> UInt8 {
    var sum: UInt8 = 0
    for byte in bytes.prefix(15) { sum ^= byte }
    return sum
  }
}
