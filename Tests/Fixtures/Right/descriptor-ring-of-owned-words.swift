// platform: generic
// starts: 1
import Synchronization
import _Volatile

struct Descriptor {
  var control: UInt32
  var address: UInt32
}

nonisolated(unsafe) let ring = UnsafeMutablePointer<Descriptor>.allocate(capacity: 4)
nonisolated(unsafe) let frames: [UnsafeMutablePointer<UInt8>] = [
  .allocate(capacity: 64), .allocate(capacity: 64), .allocate(capacity: 64),
  .allocate(capacity: 64),
]
let tail = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_8000)

func control(_ index: Int) -> VolatileMappedRegister<UInt32> {
  VolatileMappedRegister(unsafeBitPattern: UInt(bitPattern: ring + index))
}

/// Four frames in turn; the engine gives each back by a bit of its descriptor.
struct Ethernet {
  var next = 0

  mutating func send(_ byte: UInt8) -> Bool {
    guard control(next).load() & 0x8000_0000 == 0 else { return false }
    atomicMemoryFence(ordering: .acquiring)
    frames[next].update(repeating: byte, count: 64)
    ring[next].address = UInt32(UInt(bitPattern: frames[next]))
    atomicMemoryFence(ordering: .releasing)
    control(next).store(0x8000_0040)
    tail.store(UInt32(UInt(bitPattern: ring + next)))
    next = (next + 1) & 3
    return true
  }
}

@main struct Firmware {
  static func main() {
    ring.initialize(repeating: Descriptor(control: 0, address: 0), count: 4)
    var ethernet = Ethernet()
    var byte: UInt8 = 0
    while true { if ethernet.send(byte) { byte &+= 1 } }
  }
}
