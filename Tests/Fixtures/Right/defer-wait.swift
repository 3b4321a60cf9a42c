// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)

enum Fault: Error { case bad }

func load(_ check: Bool) throws(Fault) {
  dma_channel_transfer_to_buffer_now(1, page, 8)
  defer { dma_channel_wait_for_finish_blocking(1) }
  if check { throw .bad }
}

@main struct Firmware {
  static func main() {
    while true {
      do throws(Fault) { try load(page[0] == 0) } catch {}
    }
  }
}
