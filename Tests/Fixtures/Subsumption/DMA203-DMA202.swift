// platform: generic
import Barriers
import _Volatile

nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0000)
let go = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0004)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0008)

@main struct Firmware {
  static func main() {
    memory.store(UInt32(UInt(bitPattern: words)))
    go.store(1)
    compiler_barrier()
    while status.load() != 0 {}
    if words[1] == 3 { return }
  }
}
