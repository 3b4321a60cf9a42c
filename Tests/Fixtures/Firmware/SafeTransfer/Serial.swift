import CPU
import _Volatile

/// The PL011 serial port. While a transfer owns it nobody else can write or read.
struct Serial: ~Copyable {
  private let data = register(0x00)
  private let flags = register(0x18)
  private let lineControl = register(0x2C)
  private let control = register(0x30)
  private let dmaControl = register(0x48)

  private static func register(_ offset: UInt) -> VolatileMappedRegister<UInt32> {
    VolatileMappedRegister(unsafeBitPattern: Board.uart + offset)
  }

  init() {
    control.store(0)
    lineControl.store(0b11 << 5 | 1 << 4)
    dmaControl.store(0b11)
    control.store(1 << 9 | 1 << 8 | 1)
  }

  var hasReceived: Bool { flags.load() & 1 << 4 == 0 }

  func write(_ byte: UInt8) {
    while flags.load() & 1 << 5 != 0 { cpu_nop() }
    data.store(UInt32(byte))
  }

  func write(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount {
      write(text.utf8Start[index])
    }
  }

  /// Sends the buffer in the background.
  consuming func transmit<Buffer: TransferBuffer & ~Copyable>(
    _ buffer: consuming Buffer, over channel: consuming Channel
  ) -> Transfer<Buffer> {
    Transfer(sending: buffer, to: self, over: channel)
  }

  /// Fills the buffer in the background.
  consuming func receive<Buffer: TransferBuffer & ~Copyable>(
    into buffer: consuming Buffer, over channel: consuming Channel
  ) -> Transfer<Buffer> {
    Transfer(receivingInto: buffer, from: self, over: channel)
  }

  /// Fills the halves of the buffer in turn until somebody stops it.
  consuming func receive<Buffer: TransferBuffer & ~Copyable>(
    inTurnsInto buffer: consuming Buffer, over channel: consuming Channel,
    by secondBlock: UnsafeMutablePointer<control_block>
  ) -> CircularTransfer<Buffer> {
    CircularTransfer(receivingInto: buffer, from: self, over: channel, by: secondBlock)
  }
}
