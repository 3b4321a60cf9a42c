// platform: generic
import _Volatile
import Synchronization

func send(_ value: UInt32) {
  var word = value
  word &+= 1
  let register = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0000)
  var span = [word].count
  span += 1
  withUnsafeMutablePointer(to: &word) { register.store(UInt32(UInt(bitPattern: $0))) }
  atomicMemoryFence(ordering: .releasing)
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0004).store(1)
}

@main struct Firmware {
  static func main() {
    send(3)
    while true {}
  }
}
