// platform: generic
import HAL

struct Telegram {
  var kind: UInt32 = 0
  var value: UInt32 = 0
}

protocol Channel { static func push(_ bytes: UnsafePointer<UInt8>, _ count: UInt16) -> Bool }

enum Console: Channel {
  static func push(_ bytes: UnsafePointer<UInt8>, _ count: UInt16) -> Bool {
    HAL_UART_Transmit_DMA(&huart1, bytes, count) == HAL_OK  // finding: DMA102
  }
}

func badPublish<C: Channel>(_ telegram: Telegram, over channel: C.Type) -> Bool {
  var copy = telegram
  return withUnsafeMutableBytes(of: &copy) { raw in
    guard let base = raw.baseAddress else { return false }
    return C.push(base.assumingMemoryBound(to: UInt8.self), UInt16(raw.count))
  }
}

@main struct Firmware {
  static func main() {
    while badPublish(Telegram(kind: 1), over: Console.self) { HAL_Delay(1) }
  }
}
