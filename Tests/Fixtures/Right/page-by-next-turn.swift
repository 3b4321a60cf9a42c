// platform: generic
// starts: 1
import HAL
import Synchronization

nonisolated(unsafe) let pages = [
  UnsafeMutablePointer<UInt8>.allocate(capacity: 64),
  UnsafeMutablePointer<UInt8>.allocate(capacity: 64),
]
let idle = Atomic<Bool>(true)
@_cdecl("HAL_SPI_TxCpltCallback")
func spiDone(_ h: UnsafeMutablePointer<SPI_HandleTypeDef>?) {
  idle.store(true, ordering: .releasing)
}

@main struct App {
  static func main() {
    pages[0].initialize(repeating: 0, count: 64)
    pages[1].initialize(repeating: 0, count: 64)
    var turn = 0
    while true {
      for i in 0..<64 { pages[(turn + 1) & 1][i] = UInt8(truncatingIfNeeded: i + turn) }
      while !idle.load(ordering: .acquiring) {}
      idle.store(false, ordering: .relaxed)
      guard HAL_SPI_Transmit_DMA(&hspi1, pages[(turn + 1) & 1], 64) == HAL_OK else {
        Error_Handler(); return
      }
      turn += 1
    }
  }
}
