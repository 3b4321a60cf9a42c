// platform: generic
// Static memory outlives every frame. But the port is used beside the transfer that it serves.
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

  func read() -> UInt32 {
    data.load()  // finding: DMA403 "data register"
  }
}

nonisolated(unsafe) let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 4)

@main struct Firmware {
  static func main() {
    let serial = Serial()
    serial.startReading(bytes)
    let first = serial.read()
    serial.write(0x3F)
    while !serial.isDone {}
    atomicMemoryFence(ordering: .acquiring)
    if bytes[0] == first { serial.write(0x21) }
    while true {}
  }
}
