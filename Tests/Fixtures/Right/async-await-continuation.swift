// platform: generic
// starts: 1
// target: x86_64-unknown-linux-gnu
import HAL
import _Concurrency

nonisolated(unsafe) var waiting: UnsafeContinuation<Void, Never>?
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

@_cdecl("HAL_SPI_RxCpltCallback")
func received(_ spi: UnsafeMutablePointer<SPI_HandleTypeDef>?) {
  waiting?.resume()
  waiting = nil
}

func receive() async -> UInt8 {
  await withUnsafeContinuation { continuation in
    waiting = continuation
    guard HAL_SPI_Receive_DMA(&hspi1, memory, 10) == HAL_OK else {
      waiting = nil
      return continuation.resume()
    }
  }
  return memory[0]
}

@main struct Firmware {
  static func main() async { while await receive() != 3 {} }
}
