/// Gives blocks to drivers.
protocol Pool: ~Copyable {
  func take() -> UnsafeMutableBufferPointer<UInt8>
}

struct HeapPool: ~Copyable, Pool {
  func take() -> UnsafeMutableBufferPointer<UInt8> {
    let block = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64)
    block.initialize(repeating: 0)
    return block
  }
}
