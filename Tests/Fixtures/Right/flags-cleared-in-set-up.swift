// platform: generic
// starts: 1
import _Volatile
import Synchronization
let addr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0000)
let len = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0004)
let ctl = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0008)
let clear = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_000C)
nonisolated(unsafe) let a = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
@main struct App {
  static func main() {
    a.initialize(repeating: 0, count: 32)
    while true {
      ctl.store(0)
      addr.store(UInt32(UInt(bitPattern: a)))
      clear.store(0x3F)
      len.store(32)
      atomicMemoryFence(ordering: .releasing)
      ctl.store(0x11)
      while ctl.load() & 1 != 0 {}
      atomicMemoryFence(ordering: .acquiring)
      a[0] &+= 1
    }
  }
}
