// platform: generic
// starts: 2
import Pico
import Synchronization

// The handler turns a flag between looking which page is full and saying which comes next.
nonisolated(unsafe) let front = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
nonisolated(unsafe) let back = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
nonisolated(unsafe) var isBack = false
nonisolated(unsafe) var total: UInt32 = 0

@_cdecl("DMA_IRQ_0_Handler") func interrupt() {
  dma_channel_acknowledge_irq0(7)
  let full = isBack ? back : front
  isBack.toggle()
  dma_channel_transfer_to_buffer_now(7, isBack ? back : front, 8)
  for i in 0..<8 { total &+= UInt32(full[i]) }
}

@main struct Firmware {
  static func main() {
    front.initialize(repeating: 0, count: 8)
    back.initialize(repeating: 0, count: 8)
    irq_set_exclusive_handler(11, interrupt)
    irq_set_enabled(11, true)
    dma_channel_set_irq0_enabled(7, true)
    atomicMemoryFence(ordering: .releasing)
    dma_channel_transfer_to_buffer_now(7, front, 8)
    while true { sleep_ms(1) }
  }
}
