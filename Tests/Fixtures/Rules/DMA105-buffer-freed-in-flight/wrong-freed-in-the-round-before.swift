// platform: generic
// starts: 1
// The inner wait joins the rounds: that the block was given back in the round before must not be lost.
import _Volatile

let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0010)
let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0018)
let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0010)

func sendTwice() {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
  var round = 0
  while round < 2 {
    while status.load() & 2 != 0 {}
    source.store(UInt32(UInt(bitPattern: block)))  // finding: DMA902
    control.store(1)  // finding: DMA105 "after it was freed"
    while control.load() & 2 != 0 {}  // finding: DMA606
    block.deallocate()
    round += 1
  }
}

@main struct Firmware {
  static func main() { sendTwice() }
}
