// platform: generic
// starts: 1
import Synchronization
import _Volatile

struct Setting {
  var offset: UInt
  var value: UInt32
}

func register(_ offset: UInt) -> VolatileMappedRegister<UInt32> {
  .init(unsafeBitPattern: 0x5000_0000 + offset)
}
nonisolated(unsafe) let word = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)

/// The set-up is a table; the go comes behind the fence.
func send(_ value: UInt32) {
  word.pointee = value
  let address = UInt32(UInt(bitPattern: word))
  for setting in [Setting(offset: 4, value: address), Setting(offset: 8, value: 4)] {
    register(setting.offset).store(setting.value)
  }
  atomicMemoryFence(ordering: .releasing)
  register(0).store(1)
  repeat {} while register(0).load() & 1 == 1
  atomicMemoryFence(ordering: .acquiring)
}

@main struct Firmware {
  static func main() {
    var value: UInt32 = 0
    while true {
      send(value)
      value &+= 1
    }
  }
}
