// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

func receive(_ isEnabled: Bool) -> UInt8? {
  guard isEnabled, HAL_SPI_Receive_DMA(&hspi2, inbox, 8) == HAL_OK else { return nil }
  while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {}
  return inbox[0]
}

@main struct Firmware {
  static func main() { while receive(true) != 1 { _ = receive(false) } }
}
