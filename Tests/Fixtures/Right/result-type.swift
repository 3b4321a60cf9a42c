// platform: generic
// starts: 1
import HAL

enum Failure: Error { case busy }
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)

func start() -> Result<UInt32, Failure> {
  HAL_SPI_Transmit_DMA(&hspi1, memory, 4) == HAL_OK ? .success(1) : .failure(.busy)
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 4)
    while true {
      switch start() {
      case .success:
        while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
        memory[0] = 1
        while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
      case .failure: memory[0] = 2
      }
    }
  }
}
