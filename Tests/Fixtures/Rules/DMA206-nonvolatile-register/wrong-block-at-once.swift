// platform: stm32f4
import Barriers
import _Volatile

struct Stream {
  var control: UInt32
  var count: UInt32
  var peripheral: UInt32
  var memory: UInt32
}

nonisolated(unsafe) let stream = UnsafeMutablePointer<Stream>(bitPattern: 0x4002_6458)!
let flags = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6400)
nonisolated(unsafe) let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

// All registers are written by one assignment, in whatever order and width the optimiser likes.
func bad() {
  let block = Stream(
    control: 0x441, count: 64, peripheral: 0x4001_3000,
    memory: UInt32(UInt(bitPattern: buffer)))
  barrier_memory()
  stream.pointee = block  // finding: DMA206
  while flags.load() & (1 << 27) == 0 {}  // finding: DMA606
}

// A block of the same type in memory is none of the device's.
nonisolated(unsafe) var shadow = Stream(control: 0, count: 0, peripheral: 0, memory: 0)

func good() { shadow = Stream(control: 1, count: 2, peripheral: 3, memory: 4) }

@main struct Firmware {
  static func main() {
    buffer.initialize(repeating: 0, count: 64)
    while true {
      bad()
      good()
    }
  }
}
