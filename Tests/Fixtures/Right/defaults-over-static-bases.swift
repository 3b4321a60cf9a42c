// platform: generic
// starts: 1
import Synchronization
import _Volatile

protocol Channel {
  static var base: UInt { get }
}
extension Channel {
  static var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
  static var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  static var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }

  static func send(_ bytes: UnsafeBufferPointer<UInt8>) {
    memory.store(UInt32(UInt(bitPattern: bytes.baseAddress)))
    count.store(UInt32(bytes.count))
    atomicMemoryFence(ordering: .releasing)
    control.store(1)
  }
  static func join() {
    while control.load() & 1 != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
enum First: Channel { static let base: UInt = 0x4002_0008 }
enum Second: Channel { static let base: UInt = 0x4002_0408 }

nonisolated(unsafe) let one = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 16)
nonisolated(unsafe) let other = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 16)

@main struct Firmware {
  static func main() {
    one.initialize(repeating: 1)
    other.initialize(repeating: 2)
    First.send(UnsafeBufferPointer(one))
    Second.send(UnsafeBufferPointer(other))
    First.join()
    one[0] = 3
    Second.join()
    other[0] = 4
    while true {}
  }
}
