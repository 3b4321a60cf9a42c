// platform: generic
import Synchronization
import _Volatile

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)

func fetch(_ isStrict: Bool) -> UInt32 {
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0414).store(
    UInt32(UInt(bitPattern: memory)))
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0408).store(1)
  while VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0400).load() & 2 == 0 {}
  if isStrict { atomicMemoryFence(ordering: .acquiring) }
  return memory[1]  // finding: DMA202
}

@main struct Firmware { static func main() { while fetch(false) != 1 { _ = fetch(true) } } }
