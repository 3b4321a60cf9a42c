/// Blocks of one size for drivers.
struct Pool {
  let blockSize: Int

  func take() -> UnsafeMutablePointer<UInt8> {
    let block = UnsafeMutablePointer<UInt8>.allocate(capacity: blockSize)
    block.initialize(repeating: 0, count: blockSize)
    return block
  }

  func give(_ block: UnsafeMutablePointer<UInt8>) {
    block.deallocate()
  }
}
