// platform: generic
import Synchronization
import _Volatile

// The second link of the list is gone when the engine, led on by the first, comes to it.
struct Link {
  var address: UInt32 = 0
  var count: UInt32 = 0
  var next: UInt32 = 0
  var flags: UInt32 = 0
}
nonisolated(unsafe) let first = UnsafeMutablePointer<Link>.allocate(capacity: 1)
nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
let head = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4800_0010)
let run = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4800_0014)

func build() {
  var second = Link(address: UInt32(UInt(bitPattern: block + 8)), count: 8, next: 0, flags: 1)
  withUnsafeMutablePointer(to: &second) { second in
    first.initialize(
      to: Link(
        address: UInt32(UInt(bitPattern: block)), count: 8, next: UInt32(UInt(bitPattern: second)),
        flags: 0))
  }
}

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 0, count: 16)
    build()
    atomicMemoryFence(ordering: .releasing)
    head.store(UInt32(UInt(bitPattern: first)))
    run.store(1)  // finding: DMA102
    while run.load() & 2 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
