// platform: generic
// starts: 1
import Synchronization
import _Volatile

let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0000)
let go = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0004)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0008)
nonisolated(unsafe) let reply = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)

/// The status is read, then the fence is executed, then the program decides.
func ask(_ question: UInt32) -> UInt32 {
  reply.initialize(repeating: question, count: 4)
  memory.store(UInt32(UInt(bitPattern: reply)))
  atomicMemoryFence(ordering: .releasing)
  go.store(1)
  while true {
    let word = status.load()
    atomicMemoryFence(ordering: .acquiring)
    if word & 1 == 0 { return reply[2] }
  }
}

@main struct Firmware {
  static func main() { while ask(3) != 0 {} }
}
