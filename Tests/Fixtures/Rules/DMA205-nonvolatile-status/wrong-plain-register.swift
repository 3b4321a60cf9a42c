import Synchronization
struct Registers {
  var status: UInt32; var clear: UInt32; var control: UInt32; var count: UInt32;
  var peripheral: UInt32; var memory: UInt32
}
let dma = UnsafeMutablePointer<Registers>(bitPattern: 0x4002_0000)!
nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
// The block is a plain struct: neither the stores nor the poll are volatile.
func badReceive() -> UInt32 {
  dma.pointee.memory = UInt32(UInt(bitPattern: inbox))  // finding: DMA206
  dma.pointee.count = 4
  atomicMemoryFence(ordering: .releasing)
  dma.pointee.control = 0x81
  while dma.pointee.status & 2 == 0 {}  // finding: DMA205
  atomicMemoryFence(ordering: .acquiring)
  return inbox[0]
}

@main struct Firmware {
  static func main() {
    while true { _ = badReceive() }
  }
}
