import Synchronization
import _Volatile

let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0008)
let target = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_000C)
let length = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0010)
let command = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0000)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0004)

nonisolated(unsafe) let from = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
nonisolated(unsafe) let to = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
// Only the destination is read afterwards.
func badCopy(_ seed: UInt32) -> UInt32 {
  for i in 0..<16 { from[i] = seed &+ UInt32(i) }
  source.store(UInt32(UInt(bitPattern: from)))
  target.store(UInt32(UInt(bitPattern: to)))
  length.store(64)
  atomicMemoryFence(ordering: .releasing)
  command.store(1)
  while status.load() & 1 != 0 {}
  status.store(0xFF)
  return to[3]  // finding: DMA202
}

@main struct Firmware {
  static func main() {
    while true { if badCopy(3) == 9 { return } }
  }
}
