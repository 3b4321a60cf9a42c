import CPU
import _Volatile

/// Pins 14 and 15, which either serial port can have.
struct GPIO {
  private let functionSelect1 = VolatileMappedRegister<UInt32>(
    unsafeBitPattern: MemoryMap.gpio + 0x04)
  private let pullUpDown = VolatileMappedRegister<UInt32>(
    unsafeBitPattern: MemoryMap.gpio + 0x94)
  private let pullUpDownClock0 = VolatileMappedRegister<UInt32>(
    unsafeBitPattern: MemoryMap.gpio + 0x98)

  /// The value of the function select fields.
  enum SerialPort: UInt32 {
    case pl011 = 0b100
    case mini = 0b010
  }

  func select(_ port: SerialPort) {
    let others = functionSelect1.load() & ~(0b111 << 12 | 0b111 << 15)
    functionSelect1.store(others | port.rawValue << 12 | port.rawValue << 15)
    pullUpDown.store(0)
    settle()
    pullUpDownClock0.store(1 << 14 | 1 << 15)
    settle()
    pullUpDownClock0.store(0)
  }

  private func settle() {
    for _ in 0..<150 { cpu_nop() }
  }
}
