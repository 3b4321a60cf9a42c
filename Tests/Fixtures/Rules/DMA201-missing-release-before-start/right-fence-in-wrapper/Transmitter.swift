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
    publish()
    command.store(1)
  }

  private func publish() { atomicMemoryFence(ordering: .releasing) }

  func finish() {
    while command.load() != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
