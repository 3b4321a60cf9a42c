// platform: generic
// starts: 1
import _Volatile
import Synchronization

protocol Engine {
  static var source: VolatileMappedRegister<UInt32> { get }
  static var go: VolatileMappedRegister<UInt32> { get }
  static var status: VolatileMappedRegister<UInt32> { get }
}
enum Port0: Engine {
  static var source: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x5000_0000) }
  static var go: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x5000_0008) }
  static var status: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x5000_000C) }
}
extension Engine {
  static func run(_ bytes: UnsafeRawBufferPointer) {
    source.store(UInt32(UInt(bitPattern: bytes.baseAddress)))
    atomicMemoryFence(ordering: .releasing)
    go.store(1)
    while status.load() & 1 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
func beep<E: Engine>(_ engine: E.Type) {
  withUnsafeTemporaryAllocation(byteCount: 8, alignment: 4) { block in
    for i in 0..<8 { block[i] = UInt8(i) }
    engine.run(UnsafeRawBufferPointer(block))
  }
}
@main struct Firmware {
  static func main() {
    beep(Port0.self)
    while true {}
  }
}
