import Synchronization
nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)
// Registers are computed properties; the last of them is read before it is written.
func badSend(_ engine: Engine, _ value: UInt32) {
  for i in 0..<8 { words[i] = value }
  engine.memory.value = UInt32(UInt(bitPattern: words))
  engine.count.value = 8
  engine.control.value |= 1  // finding: DMA201
  while engine.status.value & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}

@main struct Firmware {
  static func main() {
    while true { badSend(Engine(), 3) }
  }
}
