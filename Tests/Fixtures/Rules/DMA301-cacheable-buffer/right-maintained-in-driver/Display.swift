// platform: cortex-m7

/// Whole cache lines of memory.
func lines(_ count: Int) -> UnsafeMutablePointer<UInt8> {
  UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 32)
    .bindMemory(to: UInt8.self, capacity: count)
}

struct Display {
  let bus: Bus
  let frame = lines(1024)
  let answer = lines(32)

  func goodShow(_ value: UInt8) -> UInt8 {
    frame.update(repeating: value, count: 1024)
    guard bus.send(frame, count: 1024), bus.receive(answer, count: 32) else { return 0 }
    return answer[0]
  }
}

@main struct Firmware {
  static func main() {
    let display = Display(bus: Bus())
    var value: UInt8 = 0
    while true { value = display.goodShow(value) }
  }
}
