import Synchronization
import _Volatile

let pointer = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_2544)
let maximum = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_2548)
let startTx = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_2008)
let stopTx = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_200C)
let endTx = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_2120)
let interrupts = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_2304)
nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
// Interrupts are enabled in the same block after the start, events cleared after the wait.
func goodSend(_ letter: UInt8) {
  for i in 0..<8 { text[i] = letter }
  endTx.store(0)
  pointer.store(UInt32(UInt(bitPattern: text)))
  maximum.store(8)
  atomicMemoryFence(ordering: .releasing)
  startTx.store(1)
  interrupts.store(1 << 8)
  while endTx.load() == 0 {}
  endTx.store(0)
  stopTx.store(1)
  atomicMemoryFence(ordering: .acquiring)
  text[0] = 0
}

@main struct Firmware {
  static func main() {
    while true { goodSend(65) }
  }
}
