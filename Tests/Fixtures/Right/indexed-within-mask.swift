// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let packet = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

@main struct Firmware {
  static func main() {
    table.initialize(repeating: 0, count: 16)
    while true {
      guard HAL_SPI_Receive_DMA(&hspi1, packet, 64) == HAL_OK else { return }
      while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
      table[Int(packet[0] & 15)] &+= 1
      let kind = Int(packet[1]) % 16
      table[kind] = 0
    }
  }
}
