// platform: generic
// starts: 1
import Pico
import _Volatile

final class Uart {
  var submitted: UInt32 = 0
  var completed: UInt32 = 0
  let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 80)
  init() { line.initialize(repeating: 0, count: 80) }

  func service() {
    if submitted != completed, !dma_channel_is_busy(3) {
      __compiler_memory_barrier()
      completed &+= 1
    }
  }
  func send(_ value: UInt8) -> Bool {
    service()
    guard submitted == completed else { return false }
    for i in 0..<80 { line[i] = value }
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, line, 80)
    submitted &+= 1
    return true
  }
}

@main struct App {
  static func main() {
    let uart = Uart()
    var n: UInt8 = 0
    while true { if uart.send(n) { n &+= 1 } }
  }
}
