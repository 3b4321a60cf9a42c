import HAL
import Synchronization

nonisolated(unsafe) let blocks = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
let sent = Atomic<Int>(0)

// The handler starts the next block when the one before is out.
@c(HAL_UART_TxCpltCallback)
func transmitted(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  let next = sent.load(ordering: .relaxed) + 1
  sent.store(next, ordering: .releasing)
  if next < 4 { goodSend(next) }
}

func goodSend(_ block: Int) {
  if HAL_UART_Transmit_DMA(&huart1, blocks + block * 16, 16) != HAL_OK { Error_Handler() }
}

@main struct Firmware {
  static func main() {
    blocks.initialize(repeating: 0x2E, count: 64)
    goodSend(0)
    while sent.load(ordering: .acquiring) < 4 {}
    while true {}
  }
}
