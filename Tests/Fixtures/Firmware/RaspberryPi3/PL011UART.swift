import CPU
import _Volatile

/// The serial port whose clock the VideoCore sets.
struct PL011UART {
  private let data = register(0x00)
  private let flags = register(0x18)
  private let integerBaud = register(0x24)
  private let fractionalBaud = register(0x28)
  private let lineControl = register(0x2C)
  private let control = register(0x30)
  private let interruptClear = register(0x44)

  private static func register(_ offset: UInt) -> VolatileMappedRegister<UInt32> {
    VolatileMappedRegister(unsafeBitPattern: MemoryMap.pl011 + offset)
  }

  /// 8 bits at 230400 baud, once the clock is known to run at 48 MHz.
  func start(on gpio: GPIO, clockedBy videocore: Videocore) throws(Videocore.Failure) {
    control.store(0)
    try videocore.setUARTClock(hertz: 48_000_000)
    gpio.select(.pl011)
    interruptClear.store(0x7FF)
    integerBaud.store(13)
    fractionalBaud.store(1)
    lineControl.store(0b11 << 5 | 1 << 4)
    control.store(1 << 9 | 1 << 8 | 1)
  }

  func write(_ byte: UInt8) {
    while flags.load() & 1 << 5 != 0 { cpu_nop() }
    data.store(UInt32(byte))
  }

  func read() -> UInt8 {
    while flags.load() & 1 << 4 != 0 { cpu_nop() }
    return UInt8(truncatingIfNeeded: data.load())
  }

  /// Until the last byte is on the wire.
  func flush() {
    while flags.load() & 1 << 3 != 0 { cpu_nop() }
  }
}
