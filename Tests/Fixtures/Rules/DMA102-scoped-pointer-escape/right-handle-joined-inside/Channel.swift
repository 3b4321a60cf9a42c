import Synchronization
import _Volatile

/// One transfer, to be joined once.
struct Ticket: ~Copyable {
  fileprivate let status: VolatileMappedRegister<UInt32>

  consuming func join() {
    while status.load() & 0x2 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}

struct Channel {
  let base: UInt

  func receive(_ bytes: UnsafeMutableRawBufferPointer) -> Ticket {
    let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: base + 0xC)
    let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: base + 0x4)
    let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: base)
    address.store(UInt32(UInt(bitPattern: bytes.baseAddress!)))
    count.store(UInt32(bytes.count))
    atomicMemoryFence(ordering: .releasing)
    control.store(0x1)
    return Ticket(status: VolatileMappedRegister(unsafeBitPattern: base + 0x10))
  }
}
