import Synchronization
import _Volatile

enum Stream {
  static let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6000)
  static let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6010)
  static let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_601C)

  static func receive(_ words: UnsafeMutablePointer<UInt32>) {
    memory.store(UInt32(UInt(bitPattern: words)))
    atomicMemoryFence(ordering: .releasing)
    control.store(0x2401)
  }
}

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)

// The load may be made before the loop: it is neither volatile nor behind a fence.
func badRead() -> UInt32 {
  Stream.receive(inbox)
  while Stream.status.load() & 0x20 == 0 {}  // label: "complete here"
  return inbox[0]  // finding: DMA202 "read of 'inbox'"
}

// Only the first access is reported, the others have the same cause.
func badSum() -> UInt32 {
  Stream.receive(inbox)
  while Stream.status.load() & 0x20 == 0 {}
  var sum: UInt32 = 0
  for index in 0..<4 {
    sum &+= inbox[index]  // finding: DMA202
  }
  inbox[0] = 0
  return sum
}

// A release fence does not order what comes after the wait.
func badKindOfFence() -> UInt32 {
  Stream.receive(inbox)
  while Stream.status.load() & 0x20 == 0 {}
  atomicMemoryFence(ordering: .releasing)
  return inbox[0]  // finding: DMA202
}
