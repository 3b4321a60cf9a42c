// platform: generic
import HAL
import Synchronization

final class Receiver {
  private let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 82)
  let isReady = Atomic<Bool>(false)

  init() { memory.initialize(repeating: 0, count: 82) }

  var status: UInt8 { memory[43] }  // finding: DMA401 "read while"

  func arm() -> Bool {
    isReady.store(false, ordering: .relaxed)
    return HAL_UART_Receive_DMA(&huart1, memory, 82) == HAL_OK
  }
}

nonisolated(unsafe) let receiver = Receiver()

@_cdecl("HAL_UART_RxCpltCallback")
func received(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  receiver.isReady.store(true, ordering: .releasing)
}

@main struct Firmware {
  static func main() {
    while true {
      guard receiver.arm() else { continue }
      let old = receiver.status
      while !receiver.isReady.load(ordering: .acquiring) {}
      if receiver.status != old { HAL_Delay(1) }
    }
  }
}
