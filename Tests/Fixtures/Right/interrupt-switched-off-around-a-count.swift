// platform: generic
// starts: 1
import Pico
import Synchronization

// The one handler that counts is kept out while the count is taken.
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) var rounds = 0

@_cdecl("DMA_IRQ_0_Handler") func interrupt() {
  dma_channel_acknowledge_irq0(2)
  rounds += 1
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 1, count: 64)
    irq_set_exclusive_handler(11, interrupt)
    irq_set_enabled(11, true)
    dma_channel_set_irq0_enabled(2, true)
    atomicMemoryFence(ordering: .releasing)
    dma_channel_transfer_from_buffer_now(2, memory, 64)
    while true {
      sleep_ms(1)
      irq_set_enabled(11, false)
      let seen = rounds
      rounds = 0
      irq_set_enabled(11, true)
      if seen == 4 { sleep_ms(1) }
    }
  }
}
