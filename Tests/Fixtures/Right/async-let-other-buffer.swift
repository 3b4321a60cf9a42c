// platform: generic
// starts: 1
import HAL
import Synchronization

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let other = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
let sent = Atomic<Bool>(false)

@_cdecl("HAL_UART_TxCpltCallback")
func done(_ h: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  sent.store(true, ordering: .releasing)
}

func send() async -> Bool {
  sent.store(false, ordering: .relaxed)
  guard HAL_UART_Transmit_DMA(&huart1, page, 64) == HAL_OK else { return false }
  while !sent.load(ordering: .acquiring) { await Task.yield() }
  return true
}

@main struct App {
  static func main() async {
    page.initialize(repeating: 0, count: 64)
    other.initialize(repeating: 0, count: 64)
    async let ok = send()
    other[0] = 7
    _ = await ok
    page[1] = other[0]
  }
}
