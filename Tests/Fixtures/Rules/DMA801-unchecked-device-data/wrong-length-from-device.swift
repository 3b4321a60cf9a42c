// platform: generic
import HAL

nonisolated(unsafe) let packet = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

struct Frame {
  let base: UnsafeMutablePointer<UInt8>
  var length: Int { Int(base[0]) }
  func unpack(to other: UnsafeMutablePointer<UInt8>) {
    other.update(from: base + 1, count: length)  // finding: DMA801
  }
}

@main struct Firmware {
  static func main() {
    guard HAL_SPI_Receive_DMA(&hspi1, packet, 64) == HAL_OK else { return }
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
    Frame(base: packet).unpack(to: copy)
  }
}
