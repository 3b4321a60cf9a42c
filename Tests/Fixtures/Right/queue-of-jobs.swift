// platform: generic
// starts: 1
import Pico

struct Job {
  var source: UnsafeMutablePointer<UInt8>
  var count: UInt32
}

/// Jobs wait in an array; the one that runs is kept until it is complete.
final class Queue {
  private var jobs: [Job] = []
  private var running: Job?

  func add(_ job: Job) { jobs.append(job) }

  func kick() {
    guard running == nil, !jobs.isEmpty else { return }
    let job = jobs.removeFirst()
    running = job
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(2, job.source, job.count)
  }

  func finish() {
    guard let job = running else { return }
    dma_channel_wait_for_finish_blocking(2)
    running = nil
    job.source.deallocate()
  }
}

@main struct Firmware {
  static func main() {
    let queue = Queue()
    while true {
      let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
      page.initialize(repeating: 7, count: 16)
      queue.add(Job(source: page, count: 16))
      queue.kick()
      queue.finish()
    }
  }
}
