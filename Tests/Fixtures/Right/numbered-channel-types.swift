// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

protocol Startable {
  func go()
  func join()
}

/// The channel's number is a part of its type.
struct Channel<let number: Int>: Startable {
  func go() { dma_channel_transfer_to_buffer_now(UInt32(number), block, 64) }
  func join() {
    dma_channel_wait_for_finish_blocking(UInt32(number))
    __compiler_memory_barrier()
  }
}

struct Both<A, B> {
  let a: A
  let b: B
}

extension Both: Startable where A: Startable, B: Startable {
  func go() {
    a.go()
    b.go()
  }
  func join() {
    a.join()
    b.join()
  }
}

@main struct Firmware {
  static func main() {
    let both = Both(a: Channel<3>(), b: Channel<4>())
    repeat {
      both.go()
      both.join()
    } while block[0] != 0
  }
}
