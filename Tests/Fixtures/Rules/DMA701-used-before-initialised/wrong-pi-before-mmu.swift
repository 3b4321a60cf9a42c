// platform: bcm2837
import Barriers
import _Volatile
enum MemoryAttributes { case cacheableDRAM, nonCacheableDRAM, device }
struct Descriptor {
  let name: StaticString
  let start: UInt
  let end: UInt
  let attributes: MemoryAttributes
}
let kernelLayout: [Descriptor] = [
  Descriptor(name: "kernel", start: 0x0008_0000, end: 0x001F_FFFF, attributes: .cacheableDRAM),
  Descriptor(
    name: "DMA heap pool", start: 0x0020_0000, end: 0x005F_FFFF, attributes: .nonCacheableDRAM),
  Descriptor(name: "heap", start: 0x0060_0000, end: 0x00FF_FFFF, attributes: .cacheableDRAM),
  Descriptor(name: "MMIO", start: 0x3F00_0000, end: 0x3FFF_FFFF, attributes: .device),
]
@_extern(c) func mmu_map(_ table: UnsafePointer<Descriptor>, _ n: Int)
@_extern(c) func mmu_enable()
func initMMU() {
  kernelLayout.withUnsafeBufferPointer { mmu_map($0.baseAddress!, $0.count) }
  mmu_enable()
}
struct BumpAllocator {
  var next: UInt
  let end: UInt
  mutating func alloc(_ size: UInt, align: UInt) -> UnsafeMutablePointer<UInt32>? {
    let start = (next + align - 1) & ~(align - 1)
    guard start + size <= end else { return nil }
    next = start + size
    return UnsafeMutablePointer(bitPattern: start)
  }
}
nonisolated(unsafe) var dmaAllocator = BumpAllocator(next: 0x0020_0000, end: 0x005F_FFFF)
let mailboxWrite = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B8A0)
let mailboxStatus = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B898)
struct Videocore {
  let message: UnsafeMutablePointer<UInt32>
  init?() {
    guard let m = dmaAllocator.alloc(36, align: 16) else {  // finding: DMA701
      return nil
    }
    message = m
  }
  func ask(_ tag: UInt32) -> UInt32 {
    message[0] = 32
    message[1] = 0
    message[2] = tag
    barrier_full()
    mailboxWrite.store(UInt32(truncatingIfNeeded: UInt(bitPattern: message)) | 8)
    while mailboxStatus.load() & 0x4000_0000 != 0 {}
    barrier_full()
    return message[1]
  }
}
@main struct Kernel {
  static func main() {
    guard let v = Videocore() else { return }
    _ = v.ask(0x0003_0002)
    initMMU()
    while true {}
  }
}
