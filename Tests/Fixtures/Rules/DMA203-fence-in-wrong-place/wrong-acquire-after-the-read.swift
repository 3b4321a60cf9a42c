// platform: generic
import _Volatile
import Synchronization

struct Mailbox {
  let data = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B8A0)
  let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B898)
}
nonisolated(unsafe) var message: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)

func ask(_ box: Mailbox, _ tag: UInt32) -> UInt32 {
  message.0 = 16
  message.2 = tag
  atomicMemoryFence(ordering: .releasing)
  withUnsafeMutablePointer(to: &message) { box.data.store(UInt32(UInt(bitPattern: $0)) | 8) }
  while box.status.load() & 0x4000_0000 != 0 {}
  let value = message.1
  atomicMemoryFence(ordering: .acquiring)  // finding: DMA203
  return value
}

@main struct Firmware {
  static func main() { let box = Mailbox(); while ask(box, 3) != 0 {} }
}
