import Synchronization
import _Volatile

/// A request to the coprocessor, which answers in place.
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

// The pointer was good until `address(of:)` returned; the address is not.
func badAnnounce(_ tag: UInt32) {
  var request = Request(tag: tag)
  Doorbell.address.store(address(of: &request))  // label: "for this call"
  atomicMemoryFence(ordering: .releasing)
  Doorbell.ring.store(1)  // finding: DMA103 "'request'"
}

// Waiting does not help: nothing says that the variable stays where it was.
func badWait(_ tag: UInt32) {
  var request = Request(tag: tag)
  Doorbell.address.store(address(of: &request))
  atomicMemoryFence(ordering: .releasing)
  Doorbell.ring.store(1)  // finding: DMA103
  while Doorbell.ring.load() != 0 {}
}
