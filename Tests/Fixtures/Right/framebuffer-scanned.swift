// platform: stm32f429
// starts: 1
import Synchronization
import _Volatile

/// The display controller reads the frame for ever; the program draws into it meanwhile.
nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt16>(bitPattern: 0xD000_0000 as UInt)!

@main struct Firmware {
  static func main() {
    let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4001_68AC)
    let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4001_6884)
    let reload = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4001_6824)
    for i in 0..<320 * 240 { frame[i] = 0 }
    atomicMemoryFence(ordering: .releasing)
    address.store(UInt32(UInt(bitPattern: frame)))
    control.store(1)
    reload.store(1)
    var color: UInt16 = 0
    while true {
      for i in 0..<320 * 240 { frame[i] = color }
      color &+= 1
    }
  }
}
