// platform: generic
// starts: 1
import Pico
import Synchronization

func send(_ bytes: Span<UInt8>) {
  bytes.withUnsafeBufferPointer { view in
    atomicMemoryFence(ordering: .releasing)
    dma_channel_transfer_from_buffer_now(1, view.baseAddress, UInt32(view.count))
    dma_channel_wait_for_finish_blocking(1)
  }
}

@main struct Firmware {
  static func main() {
    let bytes: InlineArray<8, UInt8> = [1, 2, 3, 4, 5, 6, 7, 8]
    send(bytes.span)
  }
}
