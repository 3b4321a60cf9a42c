// platform: nrf52840
import Synchronization
import _Volatile

struct Register {
  let address: UInt
  var value: UInt32 {
    get { VolatileMappedRegister<UInt32>(unsafeBitPattern: address).load() }
    nonmutating set { VolatileMappedRegister<UInt32>(unsafeBitPattern: address).store(newValue) }
  }
}

struct Ring {
  let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
  func word(_ index: Int) -> UInt32 { Register(address: UInt(bitPattern: words + index)).value }
}

let ring = Ring()
nonisolated(unsafe) let copy = UnsafeMutablePointer<UInt32>.allocate(capacity: 63)

func bad() {
  guard ring.word(0) <= 63 else { return }
  copy.update(repeating: 0, count: Int(ring.word(0)))  // finding: DMA802
}

func good() {
  let length = ring.word(0)
  guard length <= 63 else { return }
  copy.update(repeating: 0, count: Int(length))
}

@main struct Firmware {
  static func main() {
    ring.words.initialize(repeating: 0, count: 64)
    copy.initialize(repeating: 0, count: 63)
    Register(address: 0x4003_0010).value = UInt32(UInt(bitPattern: ring.words))
    atomicMemoryFence(ordering: .releasing)
    Register(address: 0x4003_0000).value = 1
    while true {
      bad()
      good()
    }
  }
}
