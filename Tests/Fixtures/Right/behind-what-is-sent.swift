// platform: generic
// starts: 2
import HAL

// What lies behind the bytes that are sent is free to be written.
nonisolated(unsafe) let arena = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)

func send(_ used: Int) {
  for i in 0..<used { arena[i] = UInt8(truncatingIfNeeded: i) }
  guard HAL_UART_Transmit_DMA(&huart1, arena, UInt16(used)) == HAL_OK else { return }
  for i in used..<256 { arena[i] = 0 }
  (arena + used).update(repeating: 1, count: 256 - used)
  while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
}

func sendHundred() {
  for i in 0..<100 { arena[i] = UInt8(i) }
  guard HAL_UART_Transmit_DMA(&huart1, arena, 100) == HAL_OK else { return }
  var i = 100
  while i < 256 {
    arena[i] = 0
    i += 1
  }
  for i in stride(from: 100, to: 256, by: 4) { arena[i] = 1 }
  while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
}

@main struct Firmware {
  static func main() {
    while true {
      send(Int(HAL_GetTick() & 0x7F))
      sendHundred()
    }
  }
}
