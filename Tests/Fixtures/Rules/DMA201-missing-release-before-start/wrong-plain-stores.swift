import Synchronization
import _Volatile

enum Stream {
  static let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6410)
  static let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6414)
  static let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_641C)
}

let isUrgent = Atomic<Bool>(false)

// The optimiser may leave the stores out, or make them later: it sees no reader.
func badSend(_ words: UnsafeMutablePointer<UInt32>, _ value: UInt32) {
  words[0] = value
  words[1] = ~value  // label: "is written here"
  Stream.memory.store(UInt32(UInt(bitPattern: words)))
  Stream.count.store(2)
  Stream.control.store(0x2441)  // finding: DMA201 "nothing orders the last write of 'words'"
  while Stream.control.load() & 1 != 0 {}
}

// A relaxed store orders nothing.
func badRelaxed(_ words: UnsafeMutablePointer<UInt32>, _ value: UInt32) {
  words.update(repeating: value, count: 16)
  Stream.memory.store(UInt32(UInt(bitPattern: words)))
  Stream.count.store(16)
  isUrgent.store(true, ordering: .relaxed)
  Stream.control.store(0x2441)  // finding: DMA201
  while Stream.control.load() & 1 != 0 {}
}

// One path without a fence is enough.
func badOnOnePath(_ words: UnsafeMutablePointer<UInt32>, _ value: UInt32, careful: Bool) {
  words[0] = value
  Stream.memory.store(UInt32(UInt(bitPattern: words)))
  Stream.count.store(1)
  if careful { atomicMemoryFence(ordering: .releasing) }
  Stream.control.store(0x2441)  // finding: DMA201
  while Stream.control.load() & 1 != 0 {}
}
