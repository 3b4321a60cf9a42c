// platform: generic
// starts: 1
import Synchronization
import _Volatile

nonisolated(unsafe) let ring = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
nonisolated(unsafe) let copy = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)

@main struct Firmware {
  static func main() {
    let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0000)
    let go = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0004)
    let done = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0008)
    ring.initialize(repeating: 0, count: 16)
    while true {
      address.store(UInt32(UInt(bitPattern: ring)))
      atomicMemoryFence(ordering: .releasing)
      go.store(1)
      while done.load() == 0 {}
      atomicMemoryFence(ordering: .acquiring)
      let count = Int(ring[0])
      if count < 16 { for i in 0..<count { copy[i] = ring[i] } }
    }
  }
}
