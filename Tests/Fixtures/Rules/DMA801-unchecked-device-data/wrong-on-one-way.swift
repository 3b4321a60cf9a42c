// platform: stm32f4
import HAL

typealias Uart = UnsafeMutablePointer<UART_HandleTypeDef>
func receive(_ u: Uart, _ p: UnsafeMutablePointer<UInt8>) -> Bool {
  guard HAL_UART_Receive_DMA(u, p, 64) == HAL_OK else { return false }
  while HAL_UART_GetState(u) != HAL_UART_STATE_READY {}
  return true
}
nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
nonisolated(unsafe) let wide = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)

func badOnOneWay(_ u: Uart) {
  guard receive(u, frame) else { return }
  var count = 4
  if frame[1] != 0 { count = Int(frame[0]) }
  table.update(from: frame + 1, count: count)  // finding: DMA801 "length"
}

func goodOnOneWay(_ u: Uart) {
  guard receive(u, frame) else { return }
  var count = 4
  if frame[1] != 0 {
    let said = Int(frame[0])
    if said <= 16 { count = said }
  }
  table.update(from: frame + 1, count: count)
}

// Each length moves the cursor on, out of the frame in the end.
func badCursor(_ u: Uart) -> UInt8 {
  guard receive(u, frame) else { return 0 }
  var at = 0
  for _ in 0..<4 {
    at += Int(frame[at])  // finding: DMA801 "index"
  }
  return frame[at]  // finding: DMA801 "index"
}

func goodCursor(_ u: Uart) -> UInt8 {
  guard receive(u, frame) else { return 0 }
  var at = 0
  while at < 63 { at += 1 + Int(frame[at]) }
  return UInt8(truncatingIfNeeded: at)
}

func badAdvanced(_ u: Uart) -> UInt8 {
  guard receive(u, frame) else { return 0 }
  return table.advanced(by: Int(frame[2])).pointee  // finding: DMA801 "index"
}

// One more than a byte can say is one too many.
func badByTwo(_ u: Uart) -> UInt32 {
  guard receive(u, frame) else { return 0 }
  return wide[Int(frame[0]) + 1]  // finding: DMA801 "index"
}
