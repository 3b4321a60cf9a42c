// platform: generic
import _Volatile
import Synchronization

struct Descriptor { var source: UInt32; var target: UInt32; var length: UInt32; var next: UInt32 }
let head = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0100)
let go = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0104)
let busy = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0108)
nonisolated(unsafe) let data = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)

func chain() {
  let list = UnsafeMutablePointer<Descriptor>.allocate(capacity: 2)
  list[1] = Descriptor(
    source: UInt32(UInt(bitPattern: data + 32)), target: 0x4001_3004, length: 32, next: 0)
  list[0] = Descriptor(
    source: UInt32(UInt(bitPattern: data)), target: 0x4001_3004, length: 32,
    next: UInt32(UInt(bitPattern: list + 1)))
  head.store(UInt32(UInt(bitPattern: list)))
  atomicMemoryFence(ordering: .releasing)
  go.store(1)  // finding: DMA106
  list.deallocate()
  while busy.load() != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}

@main struct Firmware {
  static func main() {
    data.initialize(repeating: 0, count: 64)
    while true { chain() }
  }
}
