// platform: stm32f4
// starts: 1
import Synchronization
import _Volatile

/// A stream that works through a queue of blocks; the handler starts the next one.
final class Stream: Sendable {
  private let busy = Atomic<Bool>(false)
  static nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

  func send(_ value: UInt8) -> Bool {
    guard !busy.load(ordering: .acquiring) else { return false }
    for i in 0..<64 { Stream.block[i] = value }
    busy.store(true, ordering: .relaxed)
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_601C).store(
      UInt32(UInt(bitPattern: Stream.block)))
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6014).store(64)
    atomicMemoryFence(ordering: .releasing)
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6010).store(0x451)
    return true
  }

  func complete() {
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6008).store(0x3D)
    busy.store(false, ordering: .releasing)
  }
}

let stream = Stream()

@_cdecl("DMA2_Stream0_IRQHandler")
func streamInterrupt() { stream.complete() }

@main struct Firmware {
  static func main() {
    var value: UInt8 = 0
    while true { if stream.send(value) { value &+= 1 } }
  }
}
