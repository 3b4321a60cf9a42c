// platform: rp2040
import Pico
struct Packet { var a: UInt32 = 1; var b: UInt32 = 2 }
nonisolated(unsafe) let memory = UnsafeMutablePointer<Packet>.allocate(capacity: 1)
struct Radio {
  var packet: Packet {
    get { memory.pointee }
    nonmutating set { memory.pointee = newValue }  // finding: DMA401
  }
  func send() {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(0, UnsafeRawPointer(memory), 8)
  }
  func join() { dma_channel_wait_for_finish_blocking(0) }
}
@main struct Firmware {
  static func main() {
    memory.initialize(to: Packet())
    let radio = Radio()
    radio.send()
    radio.packet.a = 3
    radio.join()
    radio.packet.b = 4
    while true {}
  }
}
