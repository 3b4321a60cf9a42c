// platform: generic
import HAL

nonisolated(unsafe) var message: (UInt8, UInt8) = (1, 2)

func bytes(_ raw: UnsafeMutableRawBufferPointer) -> UnsafeMutablePointer<UInt8> {
  raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
}

func start() -> HAL_StatusTypeDef {
  withUnsafeMutableBytes(of: &message) { raw in
    HAL_UART_Transmit_DMA(&huart1, bytes(raw), 2)
  }
}

func wait() { while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {} }

func badThroughClosure() {
  withUnsafeMutableBytes(of: &message) { raw in
    HAL_UART_Transmit_DMA(&huart1, bytes(raw), 2)  // finding: DMA603 "ignored"
  }
  wait()
}

func badThroughFunction() {
  _ = start()  // finding: DMA603 "discarded"
  wait()
}

func good() {
  guard start() == HAL_OK else { return }
  wait()
}

@main struct Firmware {
  static func main() {
    while true {
      badThroughClosure()
      badThroughFunction()
      good()
    }
  }
}
