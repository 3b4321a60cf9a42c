/// Gives blocks to drivers.
protocol Pool: ~Copyable {
  func take() -> UnsafeMutableBufferPointer<UInt8>
}

/// One block in memory that the linker script keeps out of the cache.
@section(".dma_nc.pool")
nonisolated(unsafe) var block: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) =
  (0, 0, 0, 0, 0, 0, 0, 0)

struct StaticPool: ~Copyable, Pool {
  func take() -> UnsafeMutableBufferPointer<UInt8> {
    withUnsafeMutableBytes(of: &block) { $0.bindMemory(to: UInt8.self) }
  }
}
