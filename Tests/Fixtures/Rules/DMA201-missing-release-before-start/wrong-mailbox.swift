// platform: bcm2837
import Synchronization
import _Volatile

@section(".dma_nc") nonisolated(unsafe) var message:
  (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  )
let mailboxRead = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B880)
let mailboxStatus = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B898)
let mailboxWrite = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B8A0)
// Handing the address over is the start; the status is polled before it.
func badCall(_ tag: UInt64) -> UInt64? {
  withUnsafeMutablePointer(to: &message) { pointer -> UInt64? in
    pointer.pointee.0 = 80
    pointer.pointee.1 = tag
    let request = UInt32(truncatingIfNeeded: UInt(bitPattern: pointer)) & ~0xF | 8
    while mailboxStatus.load() & 0x8000_0000 != 0 {}
    mailboxWrite.store(request | 0xC000_0000)  // finding: DMA201
    while true {
      while mailboxStatus.load() & 0x4000_0000 != 0 {}
      if mailboxRead.load() == request | 0xC000_0000 { break }
    }
    return pointer.pointee.0 >> 32 == 0x8000_0000 ? pointer.pointee.5 : nil  // finding: DMA202
  }
}

@main struct Firmware {
  static func main() {
    while true { if badCall(3) == 4 { return } }
  }
}
