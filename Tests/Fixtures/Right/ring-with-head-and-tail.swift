// platform: generic
// starts: 1
import Pico

/// Bytes are put in behind those that are being sent.
struct Ring: ~Copyable {
  let storage = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  var head = 0
  var tail = 0
  var sending = 0

  mutating func put(_ byte: UInt8) {
    while head - tail == 256 { advance() }
    storage[head & 255] = byte
    head += 1
  }

  mutating func advance() {
    guard !dma_channel_is_busy(5) else { return }
    tail += sending
    sending = min(head - tail, 256 - (tail & 255))
    guard sending > 0 else { return }
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(5, storage + (tail & 255), UInt32(sending))
  }
}

@main struct Firmware {
  static func main() {
    var ring = Ring()
    while true {
      ring.put(1)
      ring.advance()
    }
  }
}
