// platform: generic
// starts: 1
import Synchronization
import _Volatile

/// The engine clears the owner bit in the descriptor, which is polled through a volatile view.
nonisolated(unsafe) let descriptor = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 60)

func transmit() {
  let tail = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_9108)
  let base = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_9100)
  let owner = VolatileMappedRegister<UInt32>(unsafeBitPattern: UInt(bitPattern: descriptor))
  frame[0] = 1
  descriptor[1] = UInt32(UInt(bitPattern: frame))
  descriptor[2] = 60
  base.store(UInt32(UInt(bitPattern: descriptor)))
  atomicMemoryFence(ordering: .releasing)
  owner.store(0x8000_0000)
  atomicMemoryFence(ordering: .releasing)
  tail.store(1)
  while owner.load() & 0x8000_0000 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
  frame[0] = 0
}

@main struct Firmware {
  static func main() {
    descriptor.initialize(repeating: 0, count: 4)
    frame.initialize(repeating: 0, count: 60)
    while true { transmit() }
  }
}
