// platform: generic
import HAL

enum BusError: Error { case busy, timeout }
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

func begin() throws(BusError) {
  guard HAL_SPI_Receive_DMA(&hspi1, memory, 10) == HAL_OK else { throw .busy }
}

func finish(_ limit: Int) throws(BusError) {
  var turns = 0
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {
    turns += 1
    if turns > limit {
      throw .timeout
    }
  }
}

func receive() throws(BusError) -> UInt8 {
  try begin()
  try finish(1000)  // finding: DMA602
  return memory[0]
}

@main struct Firmware {
  static func main() {
    while true { do { _ = try receive() } catch {} }
  }
}
