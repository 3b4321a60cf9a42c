import CPU
import _Volatile

/// The auxiliary serial port: it needs nothing but pins.
struct MiniUART {
  private let enables = register(0x04)
  private let data = register(0x40)
  private let interruptEnable = register(0x44)
  private let interruptIdentify = register(0x48)
  private let lineControl = register(0x4C)
  private let modemControl = register(0x50)
  private let lineStatus = register(0x54)
  private let control = register(0x60)
  private let baud = register(0x68)

  private static func register(_ offset: UInt) -> VolatileMappedRegister<UInt32> {
    VolatileMappedRegister(unsafeBitPattern: MemoryMap.auxiliary + offset)
  }

  /// 8 bits at 115200 baud from the core clock of 250 MHz.
  func start(on gpio: GPIO) {
    enables.store(1)
    control.store(0)
    interruptEnable.store(0)
    lineControl.store(3)
    modemControl.store(0)
    interruptIdentify.store(0xC6)
    baud.store(270)
    gpio.select(.mini)
    control.store(3)
  }

  func write(_ byte: UInt8) {
    while lineStatus.load() & 0x20 == 0 { cpu_nop() }
    data.store(UInt32(byte))
  }

  func read() -> UInt8 {
    while lineStatus.load() & 0x01 == 0 { cpu_nop() }
    return UInt8(truncatingIfNeeded: data.load())
  }

  /// Until the last byte is on the wire.
  func flush() {
    while lineStatus.load() & 0x40 == 0 { cpu_nop() }
  }
}
