// platform: generic
// A pinned buffer keeps its address only as long as its frame is there.
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
    control.store(0x81)  // finding: DMA102 "outlives the closure"
  }

  var isDone: Bool { status.load() & 0b1010 != 0 }

  func stop() {
    control.store(0)
    while control.load() & 1 != 0 {}
  }

  func write(_ byte: UInt8) { data.store(UInt32(byte)) }
}

/// Memory that does not move.
struct Pinned {
  let bytes: UnsafeMutableRawBufferPointer
}

struct Transfer {
  let serial: Serial
  let buffer: Pinned

  init(readingInto buffer: Pinned, from serial: Serial) {
    self.buffer = buffer
    self.serial = serial
    serial.startReading(buffer.bytes)
  }

  func wait() -> Pinned {
    while !serial.isDone {}
    atomicMemoryFence(ordering: .acquiring)
    return buffer
  }
}

func start(_ serial: Serial) -> Transfer {
  var bytes: InlineArray<16, UInt8> = .init(repeating: 0)
  let pinned = withUnsafeMutableBytes(of: &bytes) { Pinned(bytes: $0) }
  return Transfer(readingInto: pinned, from: serial)
}

@main struct Firmware {
  static func main() {
    let transfer = start(Serial())
    _ = transfer.wait()
    while true {}
  }
}
