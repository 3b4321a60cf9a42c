import Glibc

// Writes a firmware of many DMA drivers: `GenerateDrivers SEED COUNT FOLDER`. The same seed writes the
// same bytes. About one driver in eight has a defect of a kind that dmalint knows.

/// A seeded generator.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

/// One driver: a class over three registers and a buffer, its functions, and code around it that a
/// driver of this size has.
struct Driver {
  let number: Int
  var random: SplitMix

  /// What is wrong with it.
  enum Defect: CaseIterable { case noRelease, noAcquire, noWait, touchesInFlight }

  mutating func text() -> String {
    let base = 0x4000_0000 + number * 0x400
    let defect =
      Int.random(in: 0..<8, using: &random) == 0
      ? Defect.allCases.randomElement(using: &random) : nil
    let words = 1 << Int.random(in: 3...8, using: &random)
    let name = "Device\(number)"
    var text = """
      import Synchronization
      import _Volatile

      /// The registers of device \(number).
      struct \(name)Registers {
        let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: \(hex(base)))
        let length = VolatileMappedRegister<UInt32>(unsafeBitPattern: \(hex(base + 4)))
        let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: \(hex(base + 8)))
        let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: \(hex(base + 12)))
      }

      enum \(name)Error: Error { case busy, timeout(Int), failed(code: UInt32) }

      /// Moves words from and to device \(number).
      final class \(name) {
        let registers = \(name)Registers()
        let buffer: UnsafeMutablePointer<UInt32>
        let count = \(words)
        private(set) var errors = 0
        private(set) var history: [UInt32] = []

        init() {
          buffer = .allocate(capacity: \(words))
          buffer.initialize(repeating: 0, count: \(words))
        }

        deinit { buffer.deallocate() }

        func isBusy() -> Bool { registers.status.load() & 1 != 0 }

        func fill(from values: [UInt32]) {
          for index in 0..<min(count, values.count) { buffer[index] = values[index] }
        }

        func exchange() throws(\(name)Error) -> UInt32 {
          guard !isBusy() else { throw .busy }
          registers.address.store(UInt32(UInt(bitPattern: buffer)))
          registers.length.store(UInt32(count))

      """
    if defect != .noRelease { text += "    atomicMemoryFence(ordering: .releasing)\n" }
    text += "    registers.control.store(1)\n"
    if defect == .touchesInFlight { text += "    buffer[0] = 1\n" }
    if defect != .noWait { text += "    while registers.status.load() & 2 == 0 {}\n" }
    if defect != .noAcquire, defect != .noWait {
      text += "    atomicMemoryFence(ordering: .acquiring)\n"
    }
    text += """
          let first = buffer[0]
          if first & 0x8000_0000 != 0 {
            errors += 1
            throw .failed(code: first)
          }
          return first
        }

        func run(rounds: Int) -> UInt32 {
          var sum: UInt32 = 0
          for round in 0..<rounds {
            fill(from: [UInt32(round), UInt32(round) &* 3, 7])
            if let word = try? exchange() {
              sum &+= word
              history.append(word)
            }
          }
          return sum
        }
      }

      """
    for part in 0..<Int.random(in: 6...14, using: &random) { text += helper(part, name) }
    return text
  }

  /// Code without DMA, as the most of any driver is.
  private mutating func helper(_ part: Int, _ name: String) -> String {
    let factor = Int.random(in: 2...97, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      return """

        /// A checksum of \(name), variant \(part).
        func checksum\(number)_\(part)(_ bytes: [UInt8], seed: UInt32 = \(factor)) -> UInt32 {
          var sum = seed
          for (index, byte) in bytes.enumerated() where index % \(factor) != 1 {
            sum = (sum << 5 | sum >> 27) ^ UInt32(byte)
            if sum & 1 == 0 { sum &+= UInt32(index) } else { sum = ~sum }
          }
          return sum
        }

        """
    case 1:
      return """

        struct \(name)Setting\(part): Equatable {
          var rate = \(factor * 100)
          var name: String { "setting \\(rate) of \(part)" }
          var isFast: Bool { rate > \(factor * 50) }

          mutating func scale(by factor: Int) -> Int {
            guard factor > 0 else { return 0 }
            rate = rate * factor / \(factor)
            switch rate {
            case 0: return -1
            case 1..<100: return rate
            default: return rate % 100
            }
          }
        }

        """
    case 2:
      return """

        extension \(name) {
          /// The mean of what was received, without the extremes.
          var mean\(part): UInt32 {
            let sorted = history.sorted()
            guard sorted.count > 2 else { return 0 }
            let middle = sorted.dropFirst().dropLast()
            return middle.reduce(0, &+) / UInt32(middle.count)
          }
        }

        """
    default:
      return """

        func describe\(number)_\(part)(_ error: \(name)Error) -> String {
          switch error {
          case .busy: return "device \(number) is busy"
          case .timeout(let milliseconds): return "no answer within \\(milliseconds) ms"
          case .failed(let code) where code == \(factor): return "the cable is off"
          case .failed(let code): return "failed with code \\(code)"
          }
        }

        """
    }
  }

  private func hex(_ value: Int) -> String { "0x" + String(value, radix: 16) }
}

func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  let bytes = Array(text.utf8)
  let written = fwrite(bytes, 1, bytes.count, file)
  return fclose(file) == 0 && written == bytes.count
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let seed = UInt64(arguments[1]), let count = Int(arguments[2]) else {
  print("usage: GenerateDrivers SEED COUNT FOLDER")
  exit(2)
}
mkdir(arguments[3], 0o777)
for number in 0..<count {
  var driver = Driver(
    number: number, random: SplitMix(state: seed &* 1_000_003 &+ UInt64(number)))
  guard write(driver.text(), to: "\(arguments[3])/Device\(number).swift") else {
    print("\(arguments[3]) cannot be written")
    exit(1)
  }
}
