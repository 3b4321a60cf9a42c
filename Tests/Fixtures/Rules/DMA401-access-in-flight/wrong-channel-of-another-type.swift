// platform: generic
import Pico

// The channel of another type is waited for, both being static members of a parameter.
protocol Port { static var channel: UInt32 { get } }
enum Tx: Port { static let channel: UInt32 = 5 }
enum Rx: Port { static let channel: UInt32 = 6 }

struct Engine<P: Port> {
  func receive(_ memory: UnsafeMutablePointer<UInt8>, _ count: Int) {
    dma_channel_transfer_to_buffer_now(P.channel, memory, UInt32(count))
  }
  func join() { dma_channel_wait_for_finish_blocking(P.channel) }
}
nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

@main struct Firmware {
  static func main() {
    inbox.initialize(repeating: 0, count: 16)
    let rx = Engine<Rx>()
    let tx = Engine<Tx>()
    __compiler_memory_barrier()
    rx.receive(inbox, 16)
    tx.join()
    let first = inbox[0]  // finding: DMA401
    rx.join()
    if first == 1 { sleep_ms(1) }
  }
}
