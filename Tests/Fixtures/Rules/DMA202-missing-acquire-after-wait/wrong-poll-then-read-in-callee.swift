// platform: generic
import Synchronization
import _Volatile

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)

func sum() -> UInt32 {
  var total: UInt32 = 0
  for i in 0..<4 { total &+= block[i] }  // finding: DMA202
  return total
}

func fetch() -> UInt32 {
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_3010).store(
    UInt32(UInt(bitPattern: block)))
  atomicMemoryFence(ordering: .releasing)
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_3018).store(1)
  while VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_301C).load() & 1 == 0 {}
  return sum()
}

@main struct Firmware {
  static func main() { block.initialize(repeating: 0, count: 4); while fetch() != 3 {} }
}
