/// Takes frames apart.
struct Parser {
  let frame: UnsafePointer<UInt8>

  var kind: UInt8 { frame[0] }  // finding: DMA401
  var length: Int { Int(frame[1]) }

  func isComplete(_ count: Int) -> Bool { kind != 0 && length <= count }
}
