// platform: generic
// starts: 1
import HAL

/// The handler may be the first to use the global, whose initial value it then computes.
final class Recorder {
  let memory: UnsafeMutablePointer<UInt8>
  init() {
    memory = .allocate(capacity: 256)
    memory.initialize(repeating: 0, count: 256)
  }
}

nonisolated(unsafe) let recorder = Recorder()
nonisolated(unsafe) var last: UInt8 = 0

@_cdecl("HAL_UART_RxCpltCallback")
func received(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) { last = recorder.memory[0] }

@main struct Firmware {
  static func main() {
    if HAL_UART_Receive_DMA(&huart1, recorder.memory, 16) != HAL_OK { Error_Handler() }
    while true { HAL_Delay(1) }
  }
}
