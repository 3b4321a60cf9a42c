// platform: generic
import HAL
import Synchronization

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
let received = Atomic<Bool>(false)

@_cdecl("HAL_UART_RxCpltCallback")
func done(_ h: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  received.store(true, ordering: .releasing)
}

func receive() async -> Bool {
  received.store(false, ordering: .relaxed)
  guard HAL_UART_Receive_DMA(&huart1, frame, 64) == HAL_OK else { return false }
  while !received.load(ordering: .acquiring) { await Task.yield() }
  return true
}

func checksum() async -> UInt8 {
  var sum: UInt8 = 0
  for i in 0..<64 { sum &+= frame[i] }  // finding: DMA401
  return sum
}

@main struct App {
  static func main() async {
    frame.initialize(repeating: 0, count: 64)
    async let ok = receive()
    async let sum = checksum()
    print(await ok, await sum)
  }
}
