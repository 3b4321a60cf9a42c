// platform: generic
// starts: 2
// No model says what the engine does. It has left words in the buffer before, so that it writes it now.
import Synchronization
import _Volatile

let mailbox = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0000)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_000C)

nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)

@main struct Firmware {
  static func main() {
    atomicMemoryFence(ordering: .releasing)
    mailbox.store(UInt32(UInt(bitPattern: words)))  // finding: DMA902
    while status.load() & 2 != 0 {}  // finding: DMA606
    atomicMemoryFence(ordering: .acquiring)
    let first = words[31]
    words[0] = 1
    atomicMemoryFence(ordering: .releasing)
    mailbox.store(UInt32(UInt(bitPattern: words)))  // finding: DMA902
    let early = words[4]  // finding: DMA401 "read while"
    _ = first &+ early
  }
}
