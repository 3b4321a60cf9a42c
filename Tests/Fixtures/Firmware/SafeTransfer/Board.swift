/// Addresses of the BCM2837, as the processor sees them and as its DMA engine does.
enum Board {
  static let dma: UInt = 0x3F00_7000
  static let uart: UInt = 0x3F20_1000
  static let gpio: UInt = 0x3F20_0000

  /// The data register of the serial port on the engine's bus.
  static let uartDataOnBus: UInt32 = 0x7E20_1000

  /// Lines of the data cache.
  static let lineSize = 64

  /// Where the engine sees what the processor has at this address.
  static func busAddress(_ address: UInt) -> UInt32 {
    UInt32(truncatingIfNeeded: address) | 0xC000_0000
  }
}
