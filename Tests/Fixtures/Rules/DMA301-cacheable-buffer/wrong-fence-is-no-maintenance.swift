// platform: stm32h7
import CMSIS
import Synchronization
import _Volatile

enum Stream {
  static let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0410)
  static let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0414)
  static let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_041C)
}

// Barriers order the accesses of the core; what lies in its cache stays there.
func badSend(_ value: UInt32) {
  let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)
  defer { words.deallocate() }
  words.initialize(repeating: value, count: 8)
  Stream.memory.store(UInt32(UInt(bitPattern: words)))
  Stream.count.store(8)
  __DSB()
  Stream.control.store(0x441)  // finding: DMA301
  while Stream.control.load() & 1 != 0 {}
  __DSB()
}
