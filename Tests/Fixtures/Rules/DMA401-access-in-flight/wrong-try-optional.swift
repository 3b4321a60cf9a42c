// platform: generic
import HAL

struct Failure: Error {}
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

func start() throws(Failure) {
  if HAL_SPI_Receive_DMA(&hspi1, memory, 10) != HAL_OK { throw Failure() }
}

func sample() -> UInt8 {
  guard (try? start()) != nil else {
    memory[0] = 0
    return 0
  }
  defer { while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {} }
  return memory[0]  // finding: DMA401
}

@main struct Firmware {
  static func main() { while sample() != 1 {} }
}
