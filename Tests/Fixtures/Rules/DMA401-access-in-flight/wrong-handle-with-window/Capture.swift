import Synchronization
import _Volatile

/// A capture that is going on, and the memory it goes to.
struct Capture: ~Copyable {
  private let status: VolatileMappedRegister<UInt32>
  let window: UnsafeMutableBufferPointer<UInt16>

  init(into window: UnsafeMutableBufferPointer<UInt16>) {
    self.window = window
    status = .init(unsafeBitPattern: 0x4001_2408)
    let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4001_2414)
    let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4001_2400)
    address.store(UInt32(UInt(bitPattern: window.baseAddress!)))
    atomicMemoryFence(ordering: .releasing)
    control.store(1)
  }

  /// Ends the capture and gives the memory back.
  consuming func finish() -> UnsafeMutableBufferPointer<UInt16> {
    while status.load() & 2 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
    return window
  }
}
