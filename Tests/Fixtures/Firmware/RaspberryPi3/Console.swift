/// What prints: nothing, then the port that comes up first, then the better one.
enum Console {
  case none
  case mini(MiniUART)
  case pl011(PL011UART)

  /// From here on the other port prints.
  mutating func replace(with other: Console) {
    flush()
    self = other
  }

  func write(_ byte: UInt8) {
    switch self {
    case .none: break
    case .mini(let port): port.write(byte)
    case .pl011(let port): port.write(byte)
    }
  }

  func read() -> UInt8 {
    switch self {
    case .none: 0
    case .mini(let port): port.read()
    case .pl011(let port): port.read()
    }
  }

  private func flush() {
    switch self {
    case .none: break
    case .mini(let port): port.flush()
    case .pl011(let port): port.flush()
    }
  }

  func write(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount {
      let byte = text.utf8Start[index]
      if byte == 10 { write(13) }
      write(byte)
    }
  }

  /// With at least this many digits; with 0x before them unless that number is 0.
  func write(hex value: UInt, digits: Int = 8) {
    if digits > 0 { write("0x") }
    var shift = 60
    while shift > 0, value >> shift == 0, shift >= digits * 4 { shift -= 4 }
    while shift >= 0 {
      let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
      write(digit < 10 ? 48 + digit : 55 + digit)
      shift -= 4
    }
  }

  func write(decimal value: UInt, width: Int) {
    var power: UInt = 1
    for _ in 1..<width { power *= 10 }
    while power > 1, value < power {
      write(32)
      power /= 10
    }
    while power > 0 {
      write(48 + UInt8(truncatingIfNeeded: value / power % 10))
      power /= 10
    }
  }
}

nonisolated(unsafe) var console = NullLock(Console.none)

func print(_ line: StaticString) {
  console.lock { console in
    console.write(line)
    console.write("\n")
  }
}
