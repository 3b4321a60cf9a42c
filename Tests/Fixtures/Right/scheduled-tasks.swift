// platform: generic
// starts: 1
import Pico

/// Tasks run until they say that they are done; one of them looks at the channel.
struct Scheduler {
  var tasks: [() -> Bool] = []

  mutating func add(_ task: @escaping () -> Bool) { tasks.append(task) }

  mutating func run() {
    while !tasks.isEmpty {
      let task = tasks.removeFirst()
      if !task() { tasks.append(task) }
    }
  }
}

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

@main struct Firmware {
  static func main() {
    var scheduler = Scheduler()
    dma_channel_transfer_to_buffer_now(1, page, 64)
    scheduler.add {
      if dma_channel_is_busy(1) { return false }
      __compiler_memory_barrier()
      return page[0] != 0
    }
    scheduler.run()
    while true {}
  }
}
