// platform: generic
// starts: 1
import Pico

final class Port {
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)
  func finish() { dma_channel_wait_for_finish_blocking(1) }
}

func handler(_ context: UnsafeMutableRawPointer) {
  let port = Unmanaged<Port>.fromOpaque(context).takeUnretainedValue()
  port.finish()
  port.memory[0] = 0
  port.finish()
}

@main struct Firmware {
  static func main() {
    let port = Port()
    port.memory.initialize(repeating: 1, count: 10)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(1, port.memory, 10)
    handler(Unmanaged.passUnretained(port).toOpaque())
    withExtendedLifetime(port) {}
  }
}
