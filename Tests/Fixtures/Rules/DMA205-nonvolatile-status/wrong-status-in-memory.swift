import Synchronization
import _Volatile

/// What the coprocessor fills in, the state last.
struct Reply {
  var value: UInt32
  var state: UInt32
}

enum Doorbell {
  static let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0008)
  static let ring = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_000C)
}

nonisolated(unsafe) let reply = UnsafeMutablePointer<Reply>.allocate(capacity: 1)

// The device writes the state, and the program may keep the first value it has read.
func badAsk() -> UInt32 {
  reply.pointee.state = 0
  Doorbell.address.store(UInt32(UInt(bitPattern: reply)))
  atomicMemoryFence(ordering: .releasing)
  Doorbell.ring.store(1)
  while reply.pointee.state == 0 {}  // finding: DMA205
  atomicMemoryFence(ordering: .acquiring)
  return reply.pointee.value
}

// A status register through a plain pointer is read once as well.
func badPlainRegister() -> UInt32 {
  let status = UnsafePointer<UInt32>(bitPattern: 0x4003_0010)!
  Doorbell.address.store(UInt32(UInt(bitPattern: reply)))
  atomicMemoryFence(ordering: .releasing)
  Doorbell.ring.store(1)
  while status.pointee & 1 == 0 {}  // finding: DMA205
  atomicMemoryFence(ordering: .acquiring)
  return reply.pointee.value
}
