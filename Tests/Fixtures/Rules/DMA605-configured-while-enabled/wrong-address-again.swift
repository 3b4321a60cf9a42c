// platform: generic
import _Volatile
import Synchronization
let addr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0000)
let len = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0004)
let ctl = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0008)
nonisolated(unsafe) let a = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
nonisolated(unsafe) let b = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
@main struct App {
  static func main() {
    a.initialize(repeating: 0, count: 32)
    b.initialize(repeating: 0, count: 32)
    addr.store(UInt32(UInt(bitPattern: a)))
    len.store(32)
    atomicMemoryFence(ordering: .releasing)
    ctl.store(1)
    addr.store(UInt32(UInt(bitPattern: b)))  // finding: DMA605
    while ctl.load() & 1 != 0 {}
    atomicMemoryFence(ordering: .acquiring)
    while true {}
  }
}
