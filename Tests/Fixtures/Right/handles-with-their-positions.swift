// platform: rp2040
// starts: 1
import Pico
struct Job { let channel: UInt32; func join() { dma_channel_wait_for_finish_blocking(channel) } }
nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 64)
    __compiler_memory_barrier()
    let jobs = [Job(channel: 0), Job(channel: 1)]
    for job in jobs {
      dma_channel_transfer_from_buffer_now(job.channel, frame, 2)
    }
    for (_, job) in jobs.enumerated() { job.join() }
    frame[0] = 1
    frame[3] = 1
    while true {}
  }
}
