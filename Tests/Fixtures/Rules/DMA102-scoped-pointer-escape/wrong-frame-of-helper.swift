// platform: generic
import HAL

struct Header { var kind: UInt8 = 1; var length: UInt8 = 0; var sum: UInt16 = 0 }

func announce(_ length: UInt8) -> Bool {
  var header = Header()
  header.length = length
  let bytes = withUnsafeMutableBytes(of: &header) { $0.bindMemory(to: UInt8.self) }
  return HAL_UART_Transmit_DMA(&huart1, bytes.baseAddress, 4) == HAL_OK  // finding: DMA102
}

@main struct Firmware { static func main() { while announce(3) {} } }
