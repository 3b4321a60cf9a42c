import Synchronization
import _Volatile

/// One receiver.
final class Link {
  let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 48)
  private let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_2534)
  private let start = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_2000)
  private let ended = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_2110)

  func listen() {
    ended.store(0)
    address.store(UInt32(UInt(bitPattern: frame)))
    atomicMemoryFence(ordering: .releasing)
    start.store(1)
  }

  func finish() {
    while ended.load() == 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
