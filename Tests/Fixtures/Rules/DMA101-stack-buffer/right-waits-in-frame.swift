import Synchronization
import _Volatile

struct Request {
  var tag: UInt32
  var state: UInt32 = 0
  var answer: UInt32 = 0
}

enum Doorbell {
  static let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0008)
  static let ring = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_000C)

  /// Has the coprocessor work on the request, and waits for it.
  static func run(_ request: UnsafeMutablePointer<Request>) {
    address.store(UInt32(UInt(bitPattern: request)))
    atomicMemoryFence(ordering: .releasing)
    ring.store(1)
    while ring.load() != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}

// The engine is done before the frame is gone.
func goodAsk(_ tag: UInt32) -> UInt32 {
  var request = Request(tag: tag)
  Doorbell.run(&request)
  return request.answer
}

// Every way out of the closure passes the wait.
func goodAskTwice(_ tag: UInt32) -> UInt32? {
  var request = Request(tag: tag)
  return withUnsafeMutablePointer(to: &request) { pointer in
    Doorbell.address.store(UInt32(UInt(bitPattern: pointer)))
    atomicMemoryFence(ordering: .releasing)
    Doorbell.ring.store(1)
    defer {
      while Doorbell.ring.load() != 0 {}
    }
    if tag == 0 { return nil }
    return tag
  }
}
