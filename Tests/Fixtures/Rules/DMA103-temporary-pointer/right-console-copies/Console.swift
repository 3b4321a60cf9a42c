import HAL
import Synchronization

nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 80)
let isIdle = Atomic<Bool>(true)

@c(HAL_UART_TxCpltCallback)
func transmitted(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  isIdle.store(true, ordering: .releasing)
}

/// Text output. Returns before the text is out, and keeps a copy of it.
struct Console {
  func write(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    while !isIdle.load(ordering: .acquiring) {}
    isIdle.store(false, ordering: .relaxed)
    line.update(from: bytes, count: min(count, 80))
    return HAL_UART_Transmit_DMA(&huart3, line, UInt16(min(count, 80))) == HAL_OK
  }
}
