// platform: stm32f4
import _Volatile
import Synchronization
extension VolatileMappedRegister<UInt32> {
  func set(_ bits: UInt32) { store(load() | bits) }
  func clear(_ bits: UInt32) { store(load() & ~bits) }
  func isSet(_ bits: UInt32) -> Bool { load() & bits == bits }
}
enum DMA2Stream7 {
  static let cr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64B8)
  static let ndtr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64BC)
  static let par = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64C0)
  static let m0ar = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64C4)
  static let hisr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6404)
}
nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
func send() {
  DMA2Stream7.cr.clear(1)
  while DMA2Stream7.cr.isSet(1) {}
  DMA2Stream7.par.store(0x4001_1004)
  DMA2Stream7.m0ar.store(UInt32(UInt(bitPattern: page)))
  DMA2Stream7.ndtr.store(16)
  DMA2Stream7.cr.set(1 << 6 | 1 << 10)
  atomicMemoryFence(ordering: .releasing)
  DMA2Stream7.cr.set(1)
}
func join() {
  while !DMA2Stream7.hisr.isSet(1 << 27) {}
  atomicMemoryFence(ordering: .acquiring)
}
@main struct Firmware {
  static func main() {
    page.initialize(repeating: 1, count: 16)
    send()
    join()
    page[0] = 2
    send()
    page[0] = 3  // finding: DMA401
    join()
    while true {}
  }
}
