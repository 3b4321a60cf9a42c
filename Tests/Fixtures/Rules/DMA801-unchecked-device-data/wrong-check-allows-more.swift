// platform: generic
import HAL

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let payload = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

// The check is there, and is that of a longer frame.
func badCopy() {
  let count = Int(frame[0])
  guard count <= 128 else { return }
  for i in 0..<count { payload[i] = frame[i] }  // finding: DMA801 "allows more" finding: DMA801
}

func badCount() {
  let count = min(Int(frame[1]), 65)
  var i = 0
  while i < count {
    payload[i] = 0  // finding: DMA801 "allows more"
    i += 1
  }
}

func badMask() { payload[Int(frame[2] & 0x7F)] = 0 }  // finding: DMA801 "allows more"

func good() {
  let count = Int(frame[3])
  guard count <= 64 else { return }
  for i in 0..<count { payload[i] = frame[i] }
  let last = Int(frame[4])
  guard last < 64 else { return }
  for i in 0...last { payload[i] = 1 }
  payload[Int(frame[5] & 0x3F)] = 2
}

@main struct Firmware {
  static func main() {
    payload.initialize(repeating: 0, count: 64)
    guard HAL_UART_Receive_DMA(&huart2, frame, 64) == HAL_OK else { return }
    while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
    badCopy()
    badCount()
    badMask()
    good()
  }
}
