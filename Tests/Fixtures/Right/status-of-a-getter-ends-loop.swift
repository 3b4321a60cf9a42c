// platform: cortex-m4
// starts: 1
import Synchronization
import _Volatile

/// A channel whose state is told by cases: a loop that such a case ends is a wait.
struct Engine {
  enum Status { case running, complete, failed }
  private let source: VolatileMappedRegister<UInt32>
  private let control: VolatileMappedRegister<UInt32>

  init(_ base: UInt) {
    source = VolatileMappedRegister(unsafeBitPattern: base)
    control = VolatileMappedRegister(unsafeBitPattern: base + 4)
  }

  var status: Status {
    let value = control.load()
    if value & 0x100 != 0 { return .failed }
    return value & 1 != 0 ? .running : .complete
  }

  func start(_ words: UnsafeMutablePointer<UInt32>) {
    atomicMemoryFence(ordering: .releasing)
    source.store(UInt32(UInt(bitPattern: words)))
    control.store(1)
  }
}

let engines = (Engine(0x5000_0000), Engine(0x5000_1000), Engine(0x5000_2000))

func sendAndAskLast(_ words: UnsafeMutablePointer<UInt32>) -> Bool {
  engines.0.start(words)
  var status: Engine.Status
  repeat { status = engines.0.status } while status == .running
  atomicMemoryFence(ordering: .acquiring)
  words[0] = 0
  return status == .complete
}

func sendAndAskFirst(_ words: UnsafeMutablePointer<UInt32>) -> Bool {
  engines.1.start(words)
  var status = engines.1.status
  while status == .running { status = engines.1.status }
  atomicMemoryFence(ordering: .acquiring)
  words[0] = 0
  return status == .complete
}

func sendAndSwitch(_ words: UnsafeMutablePointer<UInt32>) -> Bool {
  engines.2.start(words)
  while true {
    switch engines.2.status {
    case .running: continue
    case .complete:
      atomicMemoryFence(ordering: .acquiring)
      words[0] = 0
      return true
    case .failed: return false
    }
  }
}

@main struct Firmware {
  static func main() {
    let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)
    words.initialize(repeating: 1, count: 8)
    guard sendAndAskLast(words), sendAndAskFirst(words), sendAndSwitch(words) else { return }
    words.deallocate()
  }
}
