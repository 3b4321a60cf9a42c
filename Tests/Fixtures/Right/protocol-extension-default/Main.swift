// platform: generic
// starts: 1
import Pico

struct Quick: Sink {
  let channel: UInt32 = 1
}

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
    memory.initialize(repeating: 0, count: 8)
    let sink = Quick()
    for _ in 0..<2 {
      sink.emit(memory)
      memory[1] = 1
    }
    memory.deallocate()
  }
}
