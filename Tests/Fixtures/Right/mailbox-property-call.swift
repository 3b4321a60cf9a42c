// platform: bcm2837
// starts: 1
// target: aarch64-none-none-elf
import Barriers
import _Volatile

@_alignment(16) struct Message {
  var size: UInt32 = 32
  var code: UInt32 = 0
  var tag: UInt32 = 0x0001_0002
  var length: UInt32 = 4
  var request: UInt32 = 0
  var value: UInt32 = 0
  var end: UInt32 = 0
  var padding: UInt32 = 0
}

nonisolated(unsafe) let message = UnsafeMutablePointer<Message>(bitPattern: 0x0800_0000 as UInt)!

func boardRevision() -> UInt32? {
  let read = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B880)
  let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B898)
  let write = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B8A0)
  message.pointee = Message()
  let address = UInt32(UInt(bitPattern: message))
  while status.load() & 0x8000_0000 != 0 {}
  barrier_full()
  write.store((address & ~0xF) | 8)
  repeat {
    while status.load() & 0x4000_0000 != 0 {}
  } while read.load() != (address & ~0xF) | 8
  barrier_full()
  return message.pointee.code == 0x8000_0000 ? message.pointee.value : nil
}

@main struct Firmware {
  static func main() { while boardRevision() == nil {} }
}
