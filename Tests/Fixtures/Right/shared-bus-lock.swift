// platform: generic
// starts: 2
import Pico

/// Two devices on one channel; each waits before it lets go of the bus.
struct Bus { let channel: UInt32 }
protocol Device { var bus: Bus { get } }
extension Device {
  func with(_ body: (Bus) -> Void) {
    body(bus)
    dma_channel_wait_for_finish_blocking(bus.channel)
  }
}
struct Display: Device {
  let bus: Bus
  let pixels: UnsafeMutablePointer<UInt8>
  func draw() { with { dma_channel_transfer_from_buffer_now($0.channel, pixels, 64) } }
}
struct Flash: Device {
  let bus: Bus
  let page: UnsafeMutablePointer<UInt8>
  func save() { with { dma_channel_transfer_from_buffer_now($0.channel, page, 32) } }
}

@main struct Firmware {
  static func main() {
    let bus = Bus(channel: 4)
    let display = Display(bus: bus, pixels: .allocate(capacity: 64))
    let flash = Flash(bus: bus, page: .allocate(capacity: 32))
    display.pixels.initialize(repeating: 0, count: 64)
    flash.page.initialize(repeating: 0, count: 32)
    while true {
      __compiler_memory_barrier()
      display.draw()
      flash.save()
    }
  }
}
