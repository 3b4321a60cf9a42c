// platform: generic
// starts: 1
import HAL
import Synchronization

/// A queue that the completion handler empties: starts in the handler, and once in the program.
struct Queue {
  nonisolated(unsafe) static let slots = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  static let head = Atomic<Int>(0)
  static let tail = Atomic<Int>(0)
  static let isRunning = Atomic<Bool>(false)

  static func pump() {
    let tail = Queue.tail.load(ordering: .relaxed)
    guard tail != head.load(ordering: .acquiring) else {
      isRunning.store(false, ordering: .releasing)
      return
    }
    if HAL_UART_Transmit_DMA(&huart1, slots + (tail & 3) * 64, 64) != HAL_OK {
      isRunning.store(false, ordering: .releasing)
    }
  }

  static func push(_ byte: UInt8) -> Bool {
    let head = Queue.head.load(ordering: .relaxed)
    guard head - tail.load(ordering: .acquiring) < 4 else { return false }
    for i in 0..<64 { slots[(head & 3) * 64 + i] = byte }
    Queue.head.store(head + 1, ordering: .releasing)
    if !isRunning.exchange(true, ordering: .acquiringAndReleasing) { pump() }
    return true
  }
}

@_cdecl("HAL_UART_TxCpltCallback")
func sent(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  Queue.tail.add(1, ordering: .releasing)
  Queue.pump()
}

@main struct Firmware {
  static func main() {
    var byte: UInt8 = 0
    while true { if Queue.push(byte) { byte &+= 1 } }
  }
}
