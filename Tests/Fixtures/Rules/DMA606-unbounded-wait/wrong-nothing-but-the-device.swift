// platform: rp2040
import Pico
import Synchronization
import _Volatile

func register(_ address: UInt) -> VolatileMappedRegister<UInt32> {
  VolatileMappedRegister(unsafeBitPattern: address)
}
nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)

// A wait that begins the body of another loop.
func badMailbox() -> UInt32 {
  words.initialize(repeating: 1, count: 16)
  let letter = UInt32(UInt(bitPattern: words)) | 8
  atomicMemoryFence(ordering: .releasing)
  register(0x4010_00A0).store(letter)
  while true {
    while register(0x4010_0098).load() & 0x4000_0000 != 0 {}  // finding: DMA606
    if register(0x4010_0080).load() == letter { break }
  }
  atomicMemoryFence(ordering: .acquiring)
  return words[1]
}

// An engine that has failed never counts down to zero.
func badCount() -> UInt32 {
  words.initialize(repeating: 1, count: 16)
  register(0x4020_0000).store(UInt32(UInt(bitPattern: words)))
  register(0x4020_0004).store(16)
  atomicMemoryFence(ordering: .releasing)
  register(0x4020_0008).store(1)
  while register(0x4020_0004).load() > 0 {}  // finding: DMA606
  atomicMemoryFence(ordering: .acquiring)
  return words[1]
}

// The bits that are waited for say both.
func good() -> UInt32 {
  words.initialize(repeating: 1, count: 16)
  register(0x4030_0000).store(UInt32(UInt(bitPattern: words)))
  register(0x4030_0004).store(16)
  atomicMemoryFence(ordering: .releasing)
  register(0x4030_0008).store(1)
  while register(0x4030_000C).load() & 0b11 == 0 {}
  atomicMemoryFence(ordering: .acquiring)
  return words[1]
}

@main struct Firmware {
  static func main() {
    while true { _ = badMailbox() &+ badCount() &+ good() }
  }
}
