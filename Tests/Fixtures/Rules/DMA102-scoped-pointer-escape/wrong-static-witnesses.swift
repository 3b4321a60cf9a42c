// platform: generic
import _Volatile
import Synchronization

protocol Engine {
  static var source: VolatileMappedRegister<UInt32> { get }
  static var count: VolatileMappedRegister<UInt32> { get }
  static var go: VolatileMappedRegister<UInt32> { get }
  static var status: VolatileMappedRegister<UInt32> { get }
}
enum Port0: Engine {
  static var source: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x5000_0000) }
  static var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x5000_0004) }
  static var go: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x5000_0008) }
  static var status: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x5000_000C) }
}
struct Sender<E: Engine> {
  func begin(_ bytes: UnsafeRawBufferPointer) {
    E.source.store(UInt32(UInt(bitPattern: bytes.baseAddress)))
    E.count.store(UInt32(bytes.count))
    atomicMemoryFence(ordering: .releasing)
    E.go.store(1)  // finding: DMA102
  }
  func finish() {
    while E.status.load() & 1 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
func beep(_ sender: Sender<Port0>) {
  withUnsafeTemporaryAllocation(byteCount: 8, alignment: 4) { block in
    for i in 0..<8 { block[i] = UInt8(i) }
    sender.begin(UnsafeRawBufferPointer(block))
  }
  sender.finish()
}
@main struct Firmware {
  static func main() {
    beep(Sender())
    while true {}
  }
}
