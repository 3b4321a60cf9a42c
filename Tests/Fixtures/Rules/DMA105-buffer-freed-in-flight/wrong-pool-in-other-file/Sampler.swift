import Synchronization
import _Volatile

/// A converter that fills memory by itself.
struct Sampler {
  private let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_762C)
  private let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_7630)
  private let start = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_7004)
  private let ended = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_7104)

  /// Fills the memory; false if the samples are late.
  func fill(_ bytes: UnsafeMutablePointer<UInt8>, count samples: Int, turns: Int) -> Bool {
    memory.store(UInt32(UInt(bitPattern: bytes)))
    count.store(UInt32(samples))
    ended.store(0)
    atomicMemoryFence(ordering: .releasing)
    start.store(1)
    for _ in 0..<turns where ended.load() != 0 {
      atomicMemoryFence(ordering: .acquiring)
      return true
    }
    return false  // finding: DMA602
  }
}
