// platform: generic
import Pico

func sample(_ fifo: UInt) {
  var block: InlineArray<8, UInt32> = .init(repeating: 0)
  var span = block.mutableSpan
  span.withUnsafeMutableBufferPointer { view in
    dma_channel_set_write_addr(2, view.baseAddress, false)
    __compiler_memory_barrier()
    dma_channel_set_trans_count(2, 8, true)  // finding: DMA102
  }
}

@main struct Firmware { static func main() { sample(0x4000_0000) } }
