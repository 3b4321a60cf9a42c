// platform: generic
import Synchronization
import _Volatile

nonisolated(unsafe) let ring = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)

struct Stream {
  let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6010)
  let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_601C)

  func start() {
    address.store(UInt32(UInt(bitPattern: ring)))
    atomicMemoryFence(ordering: .releasing)
    control.store(0x101)
  }

  func stop() {
    control.store(0)
    atomicMemoryFence(ordering: .acquiring)
  }
}

@main struct Firmware {
  static func main() {
    ring.initialize(repeating: 0, count: 128)
    let stream = Stream()
    while true {
      stream.start()
      var turns = 0
      while turns < 1000 { turns += 1 }
      stream.stop()
      ring[0] = 0  // finding: DMA604
    }
  }
}
