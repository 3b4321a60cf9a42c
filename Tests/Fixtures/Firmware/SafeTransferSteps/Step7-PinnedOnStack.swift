// A pinned buffer keeps its address only as long as its frame is there: what has arrived lies in a frame
// that is gone.
// damage lost abcd
import CPU

extension Port {
  /// Fills the words in the background.
  func startReading(_ words: UnsafeMutableBufferPointer<UInt32>) {
    blockAddress.store(describe(words))
    dmb_osh()
    control.store(Self.active)  // finding: DMA102 "outlives the closure"
  }
}

/// Memory that does not move.
struct Pinned {
  let words: UnsafeMutableBufferPointer<UInt32>
}

struct Transfer {
  private let port: Port
  private let buffer: Pinned

  init(readingInto buffer: Pinned, from port: Port) {
    self.buffer = buffer
    self.port = port
    port.startReading(buffer.words)
  }

  func wait() -> Pinned {
    while !port.isDone {}
    dmb_osh()
    return buffer
  }
}

@inline(never)
func start(_ port: Port) -> Transfer {
  var words: InlineArray<4, UInt32> = .init(repeating: 46)
  let pinned = withUnsafeMutableBytes(of: &words) { Pinned(words: $0.bindMemory(to: UInt32.self)) }
  return Transfer(readingInto: pinned, from: port)
}

/// Whatever needs a frame.
@inline(never)
func shuffle(_ seed: UInt32) -> UInt32 {
  var numbers: InlineArray<32, UInt32> = .init(repeating: seed)
  for index in 0..<31 { numbers[Int(numbers[index] & 31)] &+= numbers[index + 1] }
  return numbers[Int(seed & 31)]
}

@main struct Firmware {
  static func main() {
    let port = Port()
    port.awaitLetters()
    let transfer = start(port)
    let number = shuffle(port.flags.load())
    let pinned = transfer.wait()
    port.write(UInt8(truncatingIfNeeded: number))
    for word in pinned.words { port.write(UInt8(truncatingIfNeeded: word)) }
    port.write("\n[1] Done.\n")
    halt()
  }
}
