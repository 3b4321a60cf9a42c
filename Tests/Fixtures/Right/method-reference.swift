// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) var packet: (UInt32, UInt32) = (0, 0)

struct Radio {
  func start(_ address: UnsafeMutableRawPointer) {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(4, address, 2)
  }
  func stop() { dma_channel_abort(4) }
  func run(_ step: () -> Void) { step() }
}

@main struct Firmware {
  static func main() {
    let radio = Radio()
    let begin = radio.start
    let end = radio.stop
    for value in 0..<5 as Range<UInt32> {
      packet.0 = value
      withUnsafeMutablePointer(to: &packet) { begin(UnsafeMutableRawPointer($0)) }
      radio.run(end)
    }
  }
}
