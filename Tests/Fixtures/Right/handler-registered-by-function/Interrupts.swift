import Pico
import Synchronization

let finished = Atomic<Int>(0)

func channelInterrupt() {
  if dma_channel_get_irq0_status(3) {
    dma_channel_acknowledge_irq0(3)
    finished.add(1, ordering: .releasing)
  }
}

@_cdecl("isr_dma_0") func isr() { channelInterrupt() }
