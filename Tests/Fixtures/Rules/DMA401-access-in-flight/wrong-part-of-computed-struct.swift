// platform: generic
import Pico

struct Buffers {
  var received: UnsafeMutablePointer<UInt8>
  var sent: UnsafeMutablePointer<UInt8>
}

struct Board {
  static nonisolated(unsafe) let received = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
  static nonisolated(unsafe) let sent = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
  var buffers: Buffers { Buffers(received: Board.received, sent: Board.sent) }
}

func bad(_ board: Board) -> UInt8 {
  dma_channel_transfer_to_buffer_now(3, board.buffers.received, 64)
  let early = board.buffers.received[0]  // finding: DMA401
  dma_channel_wait_for_finish_blocking(3)
  return early
}

func good(_ board: Board) -> UInt8 {
  dma_channel_transfer_to_buffer_now(3, board.buffers.received, 64)
  let other = board.buffers.sent[0]
  dma_channel_wait_for_finish_blocking(3)
  return other
}

@main struct Firmware {
  static func main() {
    Board.sent.initialize(repeating: 0, count: 64)
    while bad(Board()) != good(Board()) {}
  }
}
