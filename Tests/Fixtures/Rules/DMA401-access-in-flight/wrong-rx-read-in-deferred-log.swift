// platform: generic
import Pico

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
nonisolated(unsafe) var last: UInt8 = 0

func receive() {
  dma_channel_transfer_to_buffer_now(3, inbox, 16)
  do {
    defer { last = inbox[0] }  // finding: DMA401
    sleep_ms(1)
  }
  dma_channel_wait_for_finish_blocking(3)
}

@main struct Firmware { static func main() { while true { receive() } } }
