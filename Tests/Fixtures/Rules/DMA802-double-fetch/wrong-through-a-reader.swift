// platform: cortex-m4
import _Volatile
import Synchronization
struct Descriptor { var status: UInt32; var length: UInt32 }
nonisolated(unsafe) let descriptor = UnsafeMutablePointer<Descriptor>.allocate(capacity: 1)
nonisolated(unsafe) let out = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let data = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
let kick = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0100)
let state = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0104)
func length() -> UInt32 {
  VolatileMappedRegister<UInt32>(unsafeBitPattern: UInt(bitPattern: descriptor) + 4).load()
}
@main struct Firmware {
  static func main() {
    descriptor.initialize(to: Descriptor(status: 0, length: 0))
    data.initialize(repeating: 0, count: 64)
    out.initialize(repeating: 0, count: 64)
    atomicMemoryFence(ordering: .releasing)
    kick.store(UInt32(UInt(bitPattern: descriptor)))
    while state.load() & 1 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
    guard length() <= 64 else { fatalError() }
    out.update(from: data, count: Int(length()))  // finding: DMA802
    while true {}
  }
}
