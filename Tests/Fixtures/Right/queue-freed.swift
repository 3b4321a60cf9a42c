// platform: generic
// starts: 1
import Pico

struct Job { let bytes: UnsafeMutableBufferPointer<UInt8>; let port: UInt }
struct Queue {
  private var jobs: [Job] = []
  mutating func push(_ job: Job) { jobs.append(job) }
  mutating func pop() -> Job? {
    guard !jobs.isEmpty else { return nil }
    return jobs.removeFirst()
  }
}

@main struct Firmware {
  static func main() {
    var queue = Queue()
    for i in 0..<4 {
      let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 8)
      bytes.initialize(repeating: UInt8(i))
      queue.push(Job(bytes: bytes, port: 0x4003_4000))
    }
    while let job = queue.pop() {
      var config = dma_channel_get_default_config(0)
      channel_config_set_transfer_data_size(&config, DMA_SIZE_8)
      __compiler_memory_barrier()
      dma_channel_configure(
        0, &config, UnsafeMutableRawPointer(bitPattern: job.port), job.bytes.baseAddress,
        UInt32(job.bytes.count), true)
      dma_channel_wait_for_finish_blocking(0)
      job.bytes.deallocate()
    }
    while true {}
  }
}
