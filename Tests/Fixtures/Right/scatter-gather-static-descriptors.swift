// platform: generic
// starts: 1
import Synchronization
import _Volatile

struct Descriptor {
  var next: UInt32 = 0
  var address: UInt32 = 0
  var length: UInt32 = 0
  var flags: UInt32 = 0
}

nonisolated(unsafe) let chain = UnsafeMutablePointer<Descriptor>.allocate(capacity: 2)
nonisolated(unsafe) let header = UnsafeMutablePointer<UInt8>.allocate(capacity: 14)
nonisolated(unsafe) let payload = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func address<T>(_ pointer: UnsafeMutablePointer<T>) -> UInt32 { UInt32(UInt(bitPattern: pointer)) }

func transmit() {
  let first = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_9010)
  let go = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_9004)
  let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_9014)
  chain[0] = Descriptor(next: address(chain + 1), address: address(header), length: 14, flags: 0)
  chain[1] = Descriptor(next: 0, address: address(payload), length: 64, flags: 1)
  first.store(address(chain))
  atomicMemoryFence(ordering: .releasing)
  go.store(1)
  while status.load() & 1 == 0 {}
  atomicMemoryFence(ordering: .acquiring)
}

@main struct Firmware {
  static func main() {
    chain.initialize(repeating: Descriptor(), count: 2)
    header.initialize(repeating: 0xFF, count: 14)
    payload.initialize(repeating: 0, count: 64)
    while true { transmit() }
  }
}
