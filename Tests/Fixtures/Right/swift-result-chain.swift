// platform: generic
// starts: 1
import HAL

enum Fault: Error { case busy, stuck }
nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 12)

func start() throws(Fault) {
  guard HAL_SPI_Transmit_DMA(&hspi1, block, 12) == HAL_OK else { throw .busy }
}

func finish() throws(Fault) {
  var turns = 0
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {
    turns += 1
    guard turns < 10_000 else {
      if HAL_SPI_Abort(&hspi1) != HAL_OK { fatalError() }
      throw .stuck
    }
  }
}

func send() throws(Fault) {
  try start()
  try finish()
  block[0] &+= 1
}

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 0, count: 12)
    while true { do { try send() } catch { block[1] = 0 } }
  }
}
