/// Reads the body of one function, or a global's static initialiser.
enum SILReader {
  struct Body: Sendable {
    var blocks: [SILBlock] = []
    /// Lines of the dump that are neither an instruction nor a label.
    var unreadable: [UInt32] = []
  }

  static func body(_ dump: any DumpStorage, _ range: Range<Int>, line first: UInt32) -> Body {
    dump.load(range)
    let bytes = dump.bytes
    var body = Body()
    var names: [String: UInt32] = [:]
    var start = range.lowerBound
    var line = first
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, bytes[end] != Ascii.lineFeed { end += 1 }
      read(bytes, start..<end, line, &names, &body)
      start = end + 1
      line &+= 1
    }
    return body
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ line: UInt32,
    _ names: inout [String: UInt32], _ body: inout Body
  ) {
    var first = range.lowerBound
    while first < range.upperBound,
      [UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0D].contains(bytes[first])
    {
      first += 1
    }
    guard first < range.upperBound else { return }
    var reader = SILLineReader(bytes, first..<range.upperBound)
    swap(&reader.names, &names)
    defer { swap(&reader.names, &names) }
    switch bytes[first] {
    case UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "}"):
      // Comments, and what the compiler found out about effects.
      return
    default: break
    }
    if reader.isLabel {
      if let block = reader.block() {
        body.blocks.append(block)
      } else {
        body.unreadable.append(line)
      }
      return
    }
    guard let instruction = reader.instruction(line: line) else {
      body.unreadable.append(line)
      return
    }
    if body.blocks.isEmpty {
      body.blocks.append(SILBlock(label: "", arguments: [], instructions: []))
    }
    body.blocks[body.blocks.count - 1].instructions.append(instruction)
  }
}
