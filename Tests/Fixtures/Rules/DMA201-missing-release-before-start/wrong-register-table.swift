// platform: generic
import Synchronization
import _Volatile

func register(_ offset: UInt) -> VolatileMappedRegister<UInt32> {
  .init(unsafeBitPattern: 0x5000_0000 + offset)
}
nonisolated(unsafe) let word = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)

func badSend(_ value: UInt32) {
  word.pointee = value
  let address = UInt32(UInt(bitPattern: word))
  for (offset, value) in [(UInt(4), address), (8, 4)] { register(offset).store(value) }
  register(0).store(1)  // finding: DMA201
  repeat {} while register(0).load() & 1 == 1
  atomicMemoryFence(ordering: .acquiring)
}

@main struct Firmware {
  static func main() {
    var value: UInt32 = 0
    while true {
      badSend(value)
      value &+= 1
    }
  }
}
