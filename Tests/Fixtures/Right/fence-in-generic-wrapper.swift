// platform: generic
// starts: 1
import Synchronization
import _Volatile

struct Register {
  let address: UInt
  func write(_ value: UInt32) {
    VolatileMappedRegister<UInt32>(unsafeBitPattern: address).store(value)
  }
  func read() -> UInt32 { VolatileMappedRegister<UInt32>(unsafeBitPattern: address).load() }
}
func published<T>(_ body: () -> T) -> T { atomicMemoryFence(ordering: .releasing); return body() }
func observed<T>(_ body: () -> T) -> T {
  let value = body(); atomicMemoryFence(ordering: .acquiring); return value
}
nonisolated(unsafe) let block = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 0, count: 4)
    var sum: UInt32 = 0
    while sum < 1000 {
      block[0] = sum
      Register(address: 0x4003_0000).write(UInt32(UInt(bitPattern: block)))
      published { Register(address: 0x4003_0004).write(1) }
      observed { while Register(address: 0x4003_0008).read() & 1 == 0 {} }
      sum &+= block[1]
    }
  }
}
