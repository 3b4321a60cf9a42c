import Synchronization
nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)
func withOrder<R>(_ body: () -> R) -> R {
  atomicMemoryFence(ordering: .releasing)
  defer { atomicMemoryFence(ordering: .acquiring) }
  return body()
}
// The fences stand around the closure that starts and waits.
func goodSend(_ engine: Engine, _ value: UInt32) -> UInt32 {
  for i in 0..<8 { words[i] = value }
  engine.memory.value = UInt32(UInt(bitPattern: words))
  engine.count.value = 8
  withOrder {
    engine.control.value |= 1
    while engine.status.value & 1 != 0 {}
  }
  return words[0]
}

@main struct Firmware {
  static func main() {
    while true { if goodSend(Engine(), 3) == 4 { return } }
  }
}
