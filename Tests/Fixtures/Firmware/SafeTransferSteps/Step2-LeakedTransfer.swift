// The transfer borrows its buffer, and whoever forgets the transfer leaves the engine with the borrow.
// unseen instant
import CPU

extension Port {
  /// Fills the words in the background.
  func startReading(_ words: UnsafeMutableBufferPointer<UInt32>) {
    blockAddress.store(describe(words))
    dmb_osh()
    control.store(Self.active)  // finding: DMA102 "outlives the closure"
  }
}

struct Transfer {
  let port: Port

  func wait() {
    while !port.isDone {}
    dmb_osh()
  }
}

func start(_ port: Port) {
  var words: InlineArray<4, UInt32> = .init(repeating: 0)
  let transfer = withUnsafeMutableBytes(of: &words) { bytes in
    port.startReading(bytes.bindMemory(to: UInt32.self))
    return Transfer(port: port)
  }
  // `mem::forget`: the frame is gone, and the engine writes on.
  _ = transfer
}

@main struct Firmware {
  static func main() {
    let port = Port()
    port.awaitLetters()
    start(port)
    halt()
  }
}
