// platform: generic
// A buffer of the heap is freed with the transfer that is dropped, and the engine writes on.
import Synchronization
import _Volatile

/// The first serial port, and the channel that serves it (RM0008, DMA registers).
struct Serial {
  let data = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4001_3804)
  let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0000)
  let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0008)
  let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_000C)
  let peripheral = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0010)
  let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0014)

  /// Fills the bytes in the background.
  func startReading(_ bytes: UnsafeMutableRawBufferPointer) {
    peripheral.store(0x4001_3804)
    memory.store(UInt32(UInt(bitPattern: bytes.baseAddress)))
    count.store(UInt32(bytes.count))
    atomicMemoryFence(ordering: .releasing)
    control.store(0x81)
  }

  var isDone: Bool { status.load() & 0b1010 != 0 }

  func stop() {
    control.store(0)
    while control.load() & 1 != 0 {}
  }

  func write(_ byte: UInt8) { data.store(UInt32(byte)) }
}

struct HeapBuffer: ~Copyable {
  let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 4)

  deinit { bytes.deallocate() }
}

struct Transfer: ~Copyable {  // finding: DMA108 "frees"
  private var buffer: HeapBuffer?
  private let serial: Serial

  init(readingInto buffer: consuming HeapBuffer, from serial: Serial) {
    serial.startReading(buffer.bytes)
    self.serial = serial
    self.buffer = consume buffer
  }

  consuming func wait() -> HeapBuffer? {
    while !serial.isDone {}
    atomicMemoryFence(ordering: .acquiring)
    return buffer.take()
  }
}

@main struct Firmware {
  static func main() {
    drop(Transfer(readingInto: HeapBuffer(), from: Serial()))
    while true {}
  }

  static func drop(_ transfer: consuming Transfer) {}
}
