// platform: generic
import Pico

struct Job {
  var source: UnsafeMutablePointer<UInt8>
  var count: UInt32
}

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

  func badFinish() {
    guard let job = running else { return }
    running = nil
    job.source.deallocate()  // finding: DMA105
    dma_channel_wait_for_finish_blocking(2)
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
      queue.badFinish()
    }
  }
}
