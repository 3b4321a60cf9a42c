// platform: generic
// starts: 1
// target: x86_64-unknown-linux-gnu
import Pico
import Synchronization
import _Concurrency

// Nobody waits for the task by its handle: it says by a flag that the samples are free again.
nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt16>.allocate(capacity: 32)
let isSent = Atomic<Bool>(false)

func send() async {
  atomicMemoryFence(ordering: .releasing)
  dma_channel_transfer_from_buffer_now(4, samples, 32)
  while dma_channel_is_busy(4) { await Task.yield() }
  atomicMemoryFence(ordering: .acquiring)
  isSent.store(true, ordering: .releasing)
}

@main struct Firmware {
  static func main() async {
    samples.initialize(repeating: 0, count: 32)
    Task { await send() }
    while !isSent.load(ordering: .acquiring) { await Task.yield() }
    samples[0] = 3
  }
}
