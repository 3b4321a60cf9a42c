// platform: generic
import HAL
import Synchronization

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
let sent = Atomic<Bool>(false)

@_cdecl("HAL_UART_TxCpltCallback")
func done(_ h: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  sent.store(true, ordering: .releasing)
}

func send() async {
  sent.store(false, ordering: .relaxed)
  guard HAL_UART_Transmit_DMA(&huart1, page, 64) == HAL_OK else { return }
  while !sent.load(ordering: .acquiring) { await Task.yield() }
}

func render(_ n: UInt8) async {
  for i in 0..<64 { page[i] = n }  // finding: DMA401
}

@main struct App {
  static func main() async {
    page.initialize(repeating: 0, count: 64)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await send() }
      group.addTask { await render(3) }
      await group.waitForAll()
    }
  }
}
