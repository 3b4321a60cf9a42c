// platform: stm32f4
import _Volatile
import Synchronization
let s7par = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64C0)
let s7m0ar = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64C4)
let s7ndtr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64BC)
let s7cr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_64B8)
let usartDR = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4001_1004)
nonisolated(unsafe) let tx = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
@main struct App {
  static func main() {
    tx.initialize(repeating: 0x41, count: 16)
    s7par.store(0x4001_1004)
    s7m0ar.store(UInt32(UInt(bitPattern: tx)))
    s7ndtr.store(16)
    atomicMemoryFence(ordering: .releasing)
    s7cr.store(0x0800_0451)
    usartDR.store(0x0A)  // finding: DMA403
    while s7cr.load() & 1 != 0 {}
    atomicMemoryFence(ordering: .acquiring)
    while true {}
  }
}
