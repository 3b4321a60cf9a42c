/// A line of the log as it goes over the wire.
struct Record {
  let words: UnsafeMutableBufferPointer<UInt32>

  init(capacity: Int) {
    words = .allocate(capacity: capacity)
    words.initialize(repeating: 0)
  }

  func fill(_ event: UInt32, at time: UInt32) {
    words[0] = 0x5AA5_0000 | event
    words[1] = time
    for i in 2..<words.count { words[i] = words[i - 1] &* 31 &+ event }
  }

  func free() { words.deallocate() }  // finding: DMA105 "freed"
}
