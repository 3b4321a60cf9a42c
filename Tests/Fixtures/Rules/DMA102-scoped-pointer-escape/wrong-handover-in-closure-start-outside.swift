// platform: generic
import Synchronization
import _Volatile

func send(_ value: UInt32) {
  var word = value
  withUnsafeMutablePointer(to: &word) {
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0000).store(
      UInt32(UInt(bitPattern: $0)))
  }
  atomicMemoryFence(ordering: .releasing)
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0004).store(1)  // finding: DMA102
  while VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0008).load() == 0 {}
}

@main struct Firmware { static func main() { while true { send(3) } } }
