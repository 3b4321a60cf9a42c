// platform: generic
import Synchronization
import _Volatile

let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0100)
let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0104)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0108)

struct Packet {
  var number: UInt32
  var check: UInt32
  mutating func seal() { check = ~number }
}

nonisolated(unsafe) let packet = UnsafeMutablePointer<Packet>.allocate(capacity: 1)

/// The fence before the loop and the one behind the wait are in their places.
@main struct Firmware {
  static func main() {
    packet.initialize(to: Packet(number: 0, check: 0))
    atomicMemoryFence(ordering: .releasing)
    while true {
      packet.pointee.seal()
      address.store(UInt32(UInt(bitPattern: packet)))
      control.store(1)  // finding: DMA201 "nothing orders"
      while status.load() & 1 == 0 {}
      atomicMemoryFence(ordering: .acquiring)
    }
  }
}
