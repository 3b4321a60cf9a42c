// platform: generic
// starts: 1
import Pico

struct Transfer: ~Copyable {
  let channel: UInt32
  consuming func join() { dma_channel_wait_for_finish_blocking(channel) }
}

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

struct Port: ~Copyable {
  private var running: Transfer?

  mutating func write(_ byte: UInt8) {
    if let transfer = running.take() { transfer.join() }
    memory[0] = byte
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(9, memory, 8)
    running = Transfer(channel: 9)
  }

  mutating func close() { running.take()?.join() }
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 8)
    var port = Port()
    for byte in 0..<10 as Range<UInt8> { port.write(byte) }
    port.close()
    memory.deallocate()
  }
}
