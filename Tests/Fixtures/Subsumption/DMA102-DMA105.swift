// platform: generic
import Pico

func send() {
  let bytes = [UInt8](repeating: 1, count: 64)
  bytes.withUnsafeBufferPointer { view in
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(1, view.baseAddress!, 4)
  }
  sleep_ms(5)
}

@main struct Firmware {
  static func main() {
    while true {
      send()
      dma_channel_wait_for_finish_blocking(1)
    }
  }
}
