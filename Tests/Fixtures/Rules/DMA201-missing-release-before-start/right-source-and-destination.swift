import Synchronization
import _Volatile

let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0008)
let target = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_000C)
let length = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0010)
let command = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0000)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0004)

nonisolated(unsafe) let from = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
nonisolated(unsafe) let to = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
// Two addresses and one start; reading the block before it is set up is no poll.
func goodCopy(_ seed: UInt32) -> UInt32 {
  for i in 0..<16 { from[i] = seed &+ UInt32(i) }
  guard status.load() & 1 == 0 else { return 0 }
  source.store(UInt32(UInt(bitPattern: from)))
  target.store(UInt32(UInt(bitPattern: to)))
  length.store(64)
  atomicMemoryFence(ordering: .releasing)
  command.store(1)
  while status.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
  status.store(0xFF)
  return to[3] &+ from[2]
}

@main struct Firmware {
  static func main() {
    while true { if goodCopy(3) == 9 { return } }
  }
}
