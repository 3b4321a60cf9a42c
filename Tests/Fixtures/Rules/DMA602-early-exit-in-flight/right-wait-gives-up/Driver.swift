import Synchronization
import _Volatile

/// The sensor's receiver.
final class Driver {
  let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 24)
  private let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_3534)
  private let start = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_3000)
  private let ended = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_3104)
  private let stop = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_3014)
  private let stopped = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_3144)

  func begin() {
    ended.store(0)
    address.store(UInt32(UInt(bitPattern: frame)))
    atomicMemoryFence(ordering: .releasing)
    start.store(1)
  }

  /// False if the frame is late; it may still come.
  func wait(turns: Int) -> Bool {
    for _ in 0..<turns where ended.load() != 0 {
      atomicMemoryFence(ordering: .acquiring)
      return true
    }
    return false
  }

  func cancel() {
    stopped.store(0)
    stop.store(1)
    while stopped.load() == 0 {}
  }
}
