// platform: generic
import HAL
import Synchronization
final class Port {
  let handle: UnsafeMutablePointer<UART_HandleTypeDef>
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
  init(_ h: UnsafeMutablePointer<UART_HandleTypeDef>) {
    handle = h; memory.initialize(repeating: 0, count: 16)
  }
  func start() -> Bool { HAL_UART_Transmit_DMA(handle, memory, 16) == HAL_OK }
  func wait() { while HAL_UART_GetState(handle) != HAL_UART_STATE_READY {} }
}
@main struct App {
  static func main() {
    let a = Port(&huart1)
    let b = Port(&huart2)
    while true {
      guard a.start() else { continue }
      b.wait()
      a.memory[0] &+= 1  // finding: DMA401
      a.wait()
    }
  }
}
