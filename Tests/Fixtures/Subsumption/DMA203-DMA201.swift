// platform: generic
import Barriers
import _Volatile

nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0000)
let go = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0004)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0008)

@main struct Firmware {
  static func main() {
    words.initialize(repeating: 0, count: 4)
    memory.store(UInt32(UInt(bitPattern: words)))
    compiler_barrier()
    words[1] = 3
    go.store(1)
    while status.load() != 0 {}
    compiler_barrier()
  }
}
