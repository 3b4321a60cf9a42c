// platform: generic
// target: x86_64-unknown-linux-gnu
import Pico
import Synchronization
import _Concurrency

// The task sends the samples, and who has made it goes on to change them.
nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt16>.allocate(capacity: 32)

func send() async {
  atomicMemoryFence(ordering: .releasing)
  dma_channel_transfer_from_buffer_now(4, samples, 32)
  while dma_channel_is_busy(4) { await Task.yield() }
  atomicMemoryFence(ordering: .acquiring)
}

func goodWaitsFirst() async {
  let sender = Task { await send() }
  await sender.value
  samples[0] = 3
}

func bad() async {
  let sender = Task { await send() }
  samples[0] = 3  // finding: DMA401
  await sender.value
}

@main struct Firmware {
  static func main() async {
    samples.initialize(repeating: 0, count: 32)
    await goodWaitsFirst()
    await bad()
  }
}
