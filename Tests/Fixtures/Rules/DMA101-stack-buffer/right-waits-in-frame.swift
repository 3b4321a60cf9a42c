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
}

func address(of pointer: UnsafeRawPointer) -> UInt32 { UInt32(UInt(bitPattern: pointer)) }

// The engine is done before the frame is gone.
func goodAsk(_ tag: UInt32) -> UInt32 {
  var request = Request(tag: tag)
  Doorbell.address.store(address(of: &request))
  atomicMemoryFence(ordering: .releasing)
  Doorbell.ring.store(1)
  while Doorbell.ring.load() != 0 {}
  atomicMemoryFence(ordering: .acquiring)
  return request.answer
}

// Every way out passes the wait.
func goodAskTwice(_ tag: UInt32) -> UInt32? {
  var request = Request(tag: tag)
  Doorbell.address.store(address(of: &request))
  atomicMemoryFence(ordering: .releasing)
  Doorbell.ring.store(1)
  defer {
    while Doorbell.ring.load() != 0 {}
  }
  if tag == 0 { return nil }
  return tag
}
