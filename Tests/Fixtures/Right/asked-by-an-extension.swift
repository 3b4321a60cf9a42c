// platform: stm32f4
// starts: 1
import _Volatile
import Synchronization
extension VolatileMappedRegister<UInt32> {
  func isSet(_ bits: UInt32) -> Bool { load() & bits == bits }
}
let m0ar = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64C4)
let cr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64B8)
let hisr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6404)
nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
@main struct Firmware {
  static func main() {
    page.initialize(repeating: 1, count: 16)
    m0ar.store(UInt32(UInt(bitPattern: page)))
    atomicMemoryFence(ordering: .releasing)
    cr.store(0x441)
    while !hisr.isSet(1 << 27) {}
    atomicMemoryFence(ordering: .acquiring)
    page[0] = 2
    while true {}
  }
}
