// platform: generic
import Pico

func log(_ lines: inout [UInt8]) { lines.append(10) }  // finding: DMA104

@main struct Firmware {
  static func main() {
    var lines: [UInt8] = [1, 2, 3, 4]
    lines.withUnsafeBufferPointer { view in
      dma_channel_set_read_addr(1, view.baseAddress, false)
      __compiler_memory_barrier()
      dma_channel_set_trans_count(1, 4, true)  // finding: DMA102
    }
    log(&lines)
    dma_channel_wait_for_finish_blocking(1)
  }
}
