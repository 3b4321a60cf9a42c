import Synchronization
import _Volatile

/// A transfer that must be joined.
struct Transfer: ~Copyable {
  private let control: VolatileMappedRegister<UInt32>

  init(control: VolatileMappedRegister<UInt32>) { self.control = control }

  consuming func join() {
    while control.load() & 1 != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}

struct Link {
  private let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_000C)
  private let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0010)
  private let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0008)

  func receive(at address: UInt32, count bytes: UInt32) -> Transfer {
    memory.store(address)
    count.store(bytes)
    atomicMemoryFence(ordering: .releasing)
    control.store(0x81)  // finding: DMA103 "'header'"
    return Transfer(control: control)
  }
}
