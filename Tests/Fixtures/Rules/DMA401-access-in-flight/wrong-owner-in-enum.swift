// platform: generic
import Pico

enum Link {
  case idle
  case busy(UInt32, UnsafeMutablePointer<UInt8>)
  case done(UnsafeMutablePointer<UInt8>)
}

struct Machine {
  var link = Link.idle

  mutating func start(_ page: UnsafeMutablePointer<UInt8>) {
    guard case .idle = link else { return }
    dma_channel_transfer_to_buffer_now(1, page, 64)
    link = .busy(1, page)
  }

  mutating func poll() {
    if case .busy(let channel, let page) = link, !dma_channel_is_busy(channel) {
      __compiler_memory_barrier()
      link = .done(page)
    }
  }

  mutating func take() -> UInt8? {
    guard case .done(let page) = link else { return nil }
    link = .idle
    return page[0]
  }

  func badPeek() -> UInt8? {
    guard case .busy(_, let page) = link else { return nil }
    return page[0]  // finding: DMA401
  }
}

@main struct Firmware {
  static func main() {
    var machine = Machine()
    let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
    var seen: UInt8 = 0
    while true {
      machine.start(page)
      if let early = machine.badPeek() { seen &+= early }
      machine.poll()
      if let value = machine.take() { seen &+= value }
    }
  }
}
