// platform: generic
import _Volatile
import Synchronization
struct Engine {
  let base: UInt
  func reg(_ o: UInt) -> VolatileMappedRegister<UInt32> {
    VolatileMappedRegister(unsafeBitPattern: base + o)
  }
  func start(_ p: UnsafeMutablePointer<UInt32>, _ n: UInt32) {
    reg(0).store(UInt32(UInt(bitPattern: p)))
    reg(4).store(n)
    atomicMemoryFence(ordering: .releasing)
    reg(8).store(1)
  }
  func shorten(_ n: UInt32) { reg(4).store(n) }  // finding: DMA605
  func wait() { while reg(8).load() & 1 != 0 {}; atomicMemoryFence(ordering: .acquiring) }
}
nonisolated(unsafe) let a = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
@main struct App {
  static func main() {
    a.initialize(repeating: 0, count: 32)
    let e = Engine(base: 0x5000_0000)
    while true {
      e.start(a, 32)
      e.shorten(8)
      e.wait()
    }
  }
}
