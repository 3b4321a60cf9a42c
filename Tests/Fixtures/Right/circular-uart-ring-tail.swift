// platform: generic
// starts: 1
import HAL
import _Volatile

/// A ring that the stream fills for ever; NDTR says how far it has come.
nonisolated(unsafe) let ring = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)

struct Reader {
  var tail = 0
  let remaining = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6014)

  mutating func next() -> UInt8? {
    let head = 256 - Int(remaining.load())
    guard head != tail else { return nil }
    HAL_Delay(0)
    let byte = ring[tail]
    tail = (tail + 1) & 255
    return byte
  }
}

func configure() {
  hdma_memtomem.Init.Mode = UInt32(DMA_CIRCULAR)
}

@main struct Firmware {
  static func main() {
    ring.initialize(repeating: 0, count: 256)
    configure()
    guard HAL_UARTEx_ReceiveToIdle_DMA(&huart3, ring, 256) == HAL_OK else { return Error_Handler() }
    var reader = Reader()
    var last: UInt8 = 0
    while last != 4 { if let byte = reader.next() { last = byte } }
    guard HAL_UART_DMAStop(&huart3) == HAL_OK else { return Error_Handler() }
  }
}
