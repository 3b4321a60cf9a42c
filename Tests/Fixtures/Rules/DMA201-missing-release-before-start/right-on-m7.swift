// platform: cortex-m7
import CMSIS
import Synchronization
import _Volatile

@section(".dma_nc") nonisolated(unsafe) var command: (UInt32, UInt32) = (0, 0)

enum Engine {
  static let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5200_1010)
  static let start = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5200_1000)
}

// On this core Normal and Device memory are not ordered with each other: it takes a DMB.
func goodBarrier(_ value: UInt32) {
  command.0 = value
  command.1 = ~value
  withUnsafePointer(to: &command) { Engine.source.store(UInt32(UInt(bitPattern: $0))) }
  __DMB()
  Engine.start.store(1)
  while Engine.start.load() & 1 != 0 {}
  __DMB()
}

// The fence of the language becomes one.
func goodFence(_ value: UInt32) {
  command.0 = value
  withUnsafePointer(to: &command) { Engine.source.store(UInt32(UInt(bitPattern: $0))) }
  atomicMemoryFence(ordering: .releasing)
  Engine.start.store(1)
  while Engine.start.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}
