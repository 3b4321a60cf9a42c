import Synchronization
import _Volatile

protocol Engine {
  func copy(from source: UInt32, to sink: UInt32, bytes: UInt32)
  var isBusy: Bool { get }
}

struct MemoryEngine: Engine {
  let base: UInt

  private func register(_ offset: UInt) -> VolatileMappedRegister<UInt32> {
    VolatileMappedRegister(unsafeBitPattern: base + offset)
  }

  func copy(from source: UInt32, to sink: UInt32, bytes: UInt32) {
    register(0x0).store(source)
    register(0x4).store(sink)
    register(0x8).store(bytes)
    atomicMemoryFence(ordering: .releasing)
    register(0xC).store(1)
  }

  var isBusy: Bool { register(0xC).load() & 1 != 0 }
}

/// Copies values into the log's memory.
struct Log<E: Engine> {
  let engine: E
  let memory: UInt32

  func append(_ address: UInt32, bytes: UInt32) {
    engine.copy(from: address, to: memory, bytes: bytes)
    while engine.isBusy {}
  }
}
