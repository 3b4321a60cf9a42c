// platform: cortex-m4
/// Nobody here calls these functions, and no literal is a whole address in hexadecimal.
enum Map {
  static let peripherals: UInt = 4 * 0x1000_0000
  static let engine: UInt = Map.peripherals + 0x2_6000
}

public func sendByParts(_ words: UnsafePointer<UInt32>) {
  let register = UnsafeMutablePointer<UInt32>(bitPattern: Map.engine + 4)!
  register.pointee = UInt32(UInt(bitPattern: words))  // finding: DMA206 "plain store"
}

public func sendInDecimal(_ words: UnsafePointer<UInt32>) {
  let register = UnsafeMutablePointer<UInt32>(bitPattern: 1_073_897_476)!
  register.pointee = UInt32(UInt(bitPattern: words))  // finding: DMA206 "plain store"
}

struct Block {
  let base: UInt
  subscript(offset: UInt) -> UnsafeMutablePointer<UInt32> {
    UnsafeMutablePointer<UInt32>(bitPattern: base + offset)!
  }
}

public func sendByBlock(_ words: UnsafePointer<UInt32>) {
  let block = Block(base: 1_073_897_472)
  block[4].pointee = UInt32(UInt(bitPattern: words))  // finding: DMA206 "plain store"
}
