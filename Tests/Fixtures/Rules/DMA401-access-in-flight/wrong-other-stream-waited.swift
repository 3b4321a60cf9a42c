// platform: stm32f4
import Synchronization
import _Volatile

struct Register {
  let address: UInt
  var value: UInt32 {
    get { VolatileMappedRegister<UInt32>(unsafeBitPattern: address).load() }
    nonmutating set {
      VolatileMappedRegister<UInt32>(unsafeBitPattern: address).store(newValue)
    }
  }
}

/// The flags of streams 0 to 3 are in one register.
let low = Register(address: 0x4002_6400)
nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func stream(_ number: UInt, _ offset: UInt) -> Register {
  Register(address: 0x4002_6410 + 0x18 * number + offset)
}

func receive(_ number: UInt, into buffer: UnsafeMutablePointer<UInt8>) {
  stream(number, 0x08).value = 0x4001_3000
  stream(number, 0x0C).value = UInt32(UInt(bitPattern: buffer))
  stream(number, 0x04).value = 64
  stream(number, 0x00).value = 0x401  // label: "the transfer starts here"
}

// Stream 1 is waited for, and what stream 0 fills is read.
func bad() -> UInt8 {
  receive(0, into: samples)
  receive(1, into: bytes)
  while low.value & (1 << 11) == 0 {}  // finding: DMA606
  let first = samples[0]  // finding: DMA401 "read while"
  while (low.value >> 5) & 1 == 0 {}  // finding: DMA606
  return first
}

// Another stream's channel is off, which says nothing of this one.
func badSwitch() -> UInt8 {
  receive(2, into: samples)
  while stream(1, 0).value & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
  let first = samples[1]  // finding: DMA401 "read while"
  while low.value & (1 << 21) == 0 {}  // finding: DMA606
  return first
}

// Each is read behind its own flag.
func good() -> UInt8 {
  receive(0, into: samples)
  receive(1, into: bytes)
  while (low.value >> 5) & 1 == 0 {}  // finding: DMA606
  atomicMemoryFence(ordering: .acquiring)
  let first = samples[0]
  while low.value & (1 << 11) == 0 {}  // finding: DMA606
  atomicMemoryFence(ordering: .acquiring)
  return first &+ bytes[0]
}

@main struct Firmware {
  static func main() { while true { _ = bad() &+ badSwitch() &+ good() } }
}
