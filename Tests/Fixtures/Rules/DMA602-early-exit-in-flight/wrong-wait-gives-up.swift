// platform: generic
import _Volatile
import Synchronization
struct Reg {
  private let raw: VolatileMappedRegister<UInt32>
  init(_ a: UInt) { raw = VolatileMappedRegister(unsafeBitPattern: a) }
  var value: UInt32 {
    get { raw.load() }
    nonmutating set { raw.store(newValue) }
  }
}
enum Dma {
  static let base: UInt = 0x5000_1000
  static let src = Reg(base)
  static let cnt = Reg(base + 4)
  static let ctl = Reg(base + 8)
  static let sts = Reg(base + 12)
}
func rel() { atomicMemoryFence(ordering: .releasing) }
func acq() { atomicMemoryFence(ordering: .acquiring) }

func send(_ p: UnsafeMutablePointer<UInt32>, _ n: UInt32) {
  Dma.src.value = UInt32(UInt(bitPattern: p))
  Dma.cnt.value = n
  rel()
  Dma.ctl.value = 1
}
func wait() -> Bool {
  var n = 0
  while Dma.sts.value & 1 == 0 {
    n += 1
    if n > 10_000 { return false }  // finding: DMA602
  }
  Dma.sts.value = 1
  acq()
  return true
}
@main struct App {
  static func main() {
    let a = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
    a.initialize(repeating: 0, count: 16)
    while true { send(a, 16); if wait() { a[0] &+= 1 } }
  }
}
