// platform: generic
// starts: 1
// A pattern that looks at a noncopyable member borrows it: nothing ends when the case is over.
import Synchronization
import _Volatile

let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6410)
let memoryAddress = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_641C)

enum Status { case running, complete, failed }

func status() -> Status {
  let value = control.load()
  if value & 0x100 != 0 { return .failed }
  return value & 1 != 0 ? .running : .complete
}

struct HeapBuffer: ~Copyable {
  let words: UnsafeMutablePointer<UInt32>
  init() {
    words = .allocate(capacity: 8)
    words.initialize(repeating: 7, count: 8)
  }
  deinit { words.deallocate() }
}

struct Transfer: ~Copyable {
  private var buffer: HeapBuffer?

  init(_ buffer: consuming HeapBuffer) {
    atomicMemoryFence(ordering: .releasing)
    memoryAddress.store(UInt32(UInt(bitPattern: buffer.words)))
    control.store(1)
    self.buffer = consume buffer
  }

  deinit {
    if buffer != nil {
      control.store(0)
      while control.load() & 1 != 0 {}
    }
  }

  var first: UInt {
    switch buffer {
    case .some(let buffer): UInt(bitPattern: buffer.words)
    case .none: 0
    }
  }

  consuming func wait() -> HeapBuffer? {
    var state = status()
    while state == .running { state = status() }
    atomicMemoryFence(ordering: .acquiring)
    return state == .complete ? buffer.take() : nil
  }
}

@main struct Firmware {
  static func main() {
    let transfer = Transfer(HeapBuffer())
    guard transfer.first != 0, let buffer = transfer.wait() else { return }
    buffer.words[0] = 1
  }
}
