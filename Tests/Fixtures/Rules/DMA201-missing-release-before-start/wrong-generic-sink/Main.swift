/// A message with memory of its own.
struct Message: ~Copyable {
  private let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)

  func send<S: Sink>(_ kind: UInt32, to sink: borrowing S) {
    words[0] = 0xC0DE
    words[1] = kind
    sink.start(words, count: 2)
    sink.join()
  }

  deinit { words.deallocate() }
}

// No file in between knows of a fence.
func badNotify(_ modulator: Modulator) {
  let message = Message()
  message.send(7, to: modulator)
}

@main struct Firmware {
  static func main() {
    let modulator = Modulator(base: 0x4001_C000)
    while true { badNotify(modulator) }
  }
}
