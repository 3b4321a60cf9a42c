// platform: generic
// starts: 1
import HAL

/// A driver that a firmware elsewhere uses: who calls it is not known.
public struct SerialPort {
  private let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

  public init() { memory.initialize(repeating: 0, count: 64) }

  public func begin(_ byte: UInt8) -> Bool {
    while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
    memory[0] = byte
    return HAL_UART_Transmit_DMA(&huart3, memory, 64) == HAL_OK
  }

  public func end() {
    while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  }
}
