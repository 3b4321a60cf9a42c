import Synchronization
import _Volatile

/// The bus controller's transmitter.
final class Transmitter {
  private let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_6C10)
  private let length = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_6C14)
  private let command = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_6C00)

  func send(at address: UInt32) {
    source.store(address)
    length.store(16)
    command.store(1)  // finding: DMA201
  }

  func finish() {
    while command.load() != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
