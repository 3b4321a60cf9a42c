// platform: generic
// starts: 1
import MMIO

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)

func receive() -> UInt32 {
  mmio_write32(0x4002_641C, UInt32(UInt(bitPattern: block)))
  mmio_write32(0x4002_6414, 64)
  compiler_barrier()
  mmio_write32(0x4002_6410, 0x0000_2D01)
  var done = false
  repeat {
    let flags = mmio_read32(0x4002_6400)
    if flags & 0x20 != 0 { done = true }
  } while !done
  compiler_barrier()
  mmio_write32(0x4002_6410, 0)
  return block[0]
}

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 0, count: 64)
    while receive() != 0 {}
  }
}
