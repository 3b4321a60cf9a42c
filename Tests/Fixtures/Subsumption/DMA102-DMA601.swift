// platform: generic
import HAL

struct Packet { var a: UInt32 = 1; var b: UInt32 = 2 }

func send() -> Bool {
  var packet = Packet()
  packet.a = 3
  return withUnsafeBytes(of: &packet) {
    HAL_UART_Transmit_DMA(&huart1, $0.bindMemory(to: UInt8.self).baseAddress, 8) == HAL_OK
  }
}

@main struct Firmware {
  static func main() {
    guard send() else { return }
    while true {}
  }
}
