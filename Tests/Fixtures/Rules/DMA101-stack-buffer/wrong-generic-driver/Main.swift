struct Stamp {
  var seconds: UInt32
  var event: UInt32
}

func address(of pointer: UnsafeRawPointer) -> UInt32 { UInt32(UInt(bitPattern: pointer)) }

// The log waits for the transfer before, not for its own.
func badNote<E: Engine>(_ event: UInt32, at seconds: UInt32, in log: Log<E>) {
  var stamp = Stamp(seconds: seconds, event: event)
  log.append(address(of: &stamp), bytes: 8)
}

@main struct Firmware {
  static func main() {
    let log = Log(engine: MemoryEngine(base: 0x5200_0040), memory: 0x3800_0000)
    var seconds: UInt32 = 0
    while true {
      badNote(1, at: seconds, in: log)
      seconds &+= 1
    }
  }
}
