// platform: cortex-m7
import CMSIS
import HAL

// Lines that are cut out of a larger block hold nothing else.
struct Lines {
  let start: UnsafeMutablePointer<UInt8>
  init(count: Int) {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: count + 31, alignment: 1)
    let address = (UInt(bitPattern: raw) + 31) & ~31
    start = UnsafeMutablePointer(bitPattern: address)!
  }
}

func fetch(_ lines: Lines) -> UInt8? {
  SCB_CleanInvalidateDCache_by_Addr(lines.start, 64)
  guard HAL_UART_Receive_DMA(&huart3, lines.start, 64) == HAL_OK else { return nil }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  SCB_InvalidateDCache_by_Addr(lines.start, 64)
  return lines.start[0]
}

@main struct App {
  static func main() {
    SCB_EnableDCache()
    let lines = Lines(count: 64)
    while fetch(lines) != nil {}
  }
}
