// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let packet = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func receive() -> Int {
  guard HAL_SPI_Receive_DMA(&hspi1, packet, 64) == HAL_OK else { return 0 }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  let length = Int(packet[0])
  guard length <= 63 else { return 0 }
  for i in 0..<length { copy[i] = packet[i + 1] }
  return length
}

@main struct Firmware {
  static func main() { while receive() != 5 {} }
}
