// platform: cortex-m7
// starts: 1
// The engine is started by a second register: what the invalidate threw away is still missing then.
import CMSIS
import _Volatile

let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0018)
let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0010)

nonisolated(unsafe) let frame = UnsafeMutableRawPointer.allocate(byteCount: 32, alignment: 32)
  .assumingMemoryBound(to: UInt8.self)

func send(_ command: UInt8) {
  frame[0] = command
  SCB_InvalidateDCache_by_Addr(frame, 32)  // finding: DMA306 "throws away what the CPU wrote"
  source.store(UInt32(UInt(bitPattern: frame)))  // finding: DMA902
  control.store(1)
  while control.load() & 2 != 0 {}  // finding: DMA606
}

@main struct Firmware {
  static func main() {
    while true { send(7) }
  }
}
