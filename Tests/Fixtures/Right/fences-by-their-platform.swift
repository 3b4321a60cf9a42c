// platform: riscv32
// starts: 1
import Barriers
import _Volatile

struct Engine {
  let base: UInt
  func start(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) {
    VolatileMappedRegister<UInt32>(unsafeBitPattern: base).store(UInt32(UInt(bitPattern: bytes)))
    VolatileMappedRegister<UInt32>(unsafeBitPattern: base + 4).store(UInt32(count))
    VolatileMappedRegister<UInt32>(unsafeBitPattern: base + 8).store(1)
  }
  var isBusy: Bool {
    VolatileMappedRegister<UInt32>(unsafeBitPattern: base + 12).load() & 1 != 0
  }
}

protocol Ordering {
  static func before()
  static func after()
}

enum DeviceOrdering: Ordering {
  static func before() { fence_before_device() }
  static func after() { fence_after_device() }
}

struct Driver<Order: Ordering> {
  let engine: Engine
  func exchange(_ bytes: UnsafeMutablePointer<UInt8>) -> UInt8 {
    bytes[0] = 1
    Order.before()
    engine.start(bytes, 16)
    while engine.isBusy {}
    Order.after()
    return bytes[1]
  }
}

nonisolated(unsafe) let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

@main struct Firmware {
  static func main() {
    bytes.initialize(repeating: 0, count: 16)
    let driver = Driver<DeviceOrdering>(engine: Engine(base: 0x6000_8000))
    while driver.exchange(bytes) != 0 {}
  }
}
