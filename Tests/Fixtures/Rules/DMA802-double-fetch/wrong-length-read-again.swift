import Synchronization
import _Volatile

struct Ring {
  var produced: UInt32; var length: UInt32; var slots: (UInt64, UInt64, UInt64, UInt64)
}
nonisolated(unsafe) let shared = UnsafeMutablePointer<Ring>.allocate(capacity: 1)
nonisolated(unsafe) let output = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
let ringBase = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0010)
let go = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0000)
func open() {
  shared.initialize(to: Ring(produced: 0, length: 0, slots: (0, 0, 0, 0)))
  ringBase.store(UInt32(UInt(bitPattern: shared)))
  atomicMemoryFence(ordering: .releasing)
  go.store(1)
}
// The engine goes on writing between the check and the use.
func badTake() {
  let length = VolatileMappedRegister<UInt32>(unsafeBitPattern: UInt(bitPattern: shared) + 4)
  guard length.load() <= 32 else { return }
  output.update(repeating: 0, count: Int(length.load()))  // finding: DMA802
}
@main struct Firmware {
  static func main() {
    output.initialize(repeating: 0, count: 32)
    open()
    while true { badTake() }
  }
}
