// platform: generic
import _Volatile
import Synchronization
nonisolated(unsafe) let message = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)
let write = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B8A0)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B898)
func ask() {
  message[0] = 32
  message[1] = 0
  message[2] = 0x40001
  message[3] = 8
  message[4] = 4
  message[5] = 16
  message[6] = 0
  message[7] = 0
  atomicMemoryFence(ordering: .releasing)
  write.store(UInt32(UInt(bitPattern: message)) | 8)
  while status.load() & 0x4000_0000 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}
@main struct Firmware {
  static func main() {
    ask()
    let address = UInt(message[5] & 0x3FFF_FFFF)
    let screen = UnsafeMutablePointer<UInt32>(bitPattern: address)!  // finding: DMA801
    screen[0] = 3
    while true {}
  }
}
