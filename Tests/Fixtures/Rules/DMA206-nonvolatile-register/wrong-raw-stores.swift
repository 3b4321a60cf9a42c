import Synchronization
let block = UnsafeMutableRawPointer(bitPattern: 0x4002_6000)!
nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
@c func DMA2_Stream0_IRQHandler() {}
// Plain stores to the block may be merged or dropped.
func badStart(_ value: UInt32) {
  words.update(repeating: value, count: 4)
  // finding: DMA206
  block.storeBytes(of: UInt32(UInt(bitPattern: words)), toByteOffset: 0x1C, as: UInt32.self)
  block.storeBytes(of: 4, toByteOffset: 0x14, as: UInt32.self)
  atomicMemoryFence(ordering: .releasing)
  block.storeBytes(of: 0x2441, toByteOffset: 0x10, as: UInt32.self)
}

@main struct Firmware {
  static func main() {
    badStart(7)
    while true {}
  }
}
