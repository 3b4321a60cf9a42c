// platform: generic
import Pico
import Synchronization

// What is computed has no address: for the call, the value is put somewhere and written back.
struct Calibration {
  var low: UInt16 = 0
  var high: UInt16 = 0
  var both: UInt32 {
    get { UInt32(low) | UInt32(high) << 16 }
    set {
      low = UInt16(truncatingIfNeeded: newValue)
      high = UInt16(truncatingIfNeeded: newValue >> 16)
    }
  }
}
nonisolated(unsafe) var calibration = Calibration()

@main struct Firmware {
  static func main() {
    atomicMemoryFence(ordering: .releasing)
    dma_channel_transfer_to_buffer_now(2, &calibration.both, 1)  // finding: DMA103
    dma_channel_wait_for_finish_blocking(2)
  }
}
