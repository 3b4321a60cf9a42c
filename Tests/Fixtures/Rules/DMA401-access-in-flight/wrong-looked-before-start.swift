// platform: generic
import _Volatile
import Synchronization

let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0000)
let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0004)
let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0008)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_000C)
nonisolated(unsafe) let block = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)

func send() {
  let before = status.load()
  source.store(UInt32(UInt(bitPattern: block)))
  count.store(16)
  atomicMemoryFence(ordering: .releasing)
  control.store(1)
  if before & 1 == 0 {
    atomicMemoryFence(ordering: .acquiring)
    block[0] = 9  // finding: DMA401
  }
  while status.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}

@main struct App {
  static func main() {
    block.initialize(repeating: 5, count: 16)
    while true { send() }
  }
}
