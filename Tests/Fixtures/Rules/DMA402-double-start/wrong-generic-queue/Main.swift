struct Block: Source {
  let bytes: UnsafeBufferPointer<UInt8>
}

func block(_ value: UInt8) -> Block {
  let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 16)
  memory.initialize(repeating: value)
  return Block(bytes: UnsafeBufferPointer(memory))
}

// The queue is none: the second block does not wait for the first.
func badPair(_ first: Block, _ second: Block) {
  let queue = Queue(channel: 6)
  queue.push(first)
  queue.push(second)
}

@main struct Firmware {
  static func main() {
    let (first, second) = (block(1), block(2))
    while true { badPair(first, second) }
  }
}
