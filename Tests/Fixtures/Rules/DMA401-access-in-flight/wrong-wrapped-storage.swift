// platform: generic
import Pico

@propertyWrapper struct DMAStorage {
  private let base: UnsafeMutablePointer<UInt8>
  let count: Int

  init(count: Int) {
    base = .allocate(capacity: count)
    base.initialize(repeating: 0, count: count)
    self.count = count
  }

  var wrappedValue: UnsafeMutablePointer<UInt8> { base }
  var projectedValue: UnsafeMutableBufferPointer<UInt8> { .init(start: base, count: count) }
}

final class Receiver {
  @DMAStorage(count: 64) var line
  @DMAStorage(count: 64) var copy

  func bad() -> UInt8 {
    __compiler_memory_barrier()
    dma_channel_transfer_to_buffer_now(3, line, 64)
    let early = line[0]  // finding: DMA401
    dma_channel_wait_for_finish_blocking(3)
    return early
  }

  func badThroughProjection() {
    __compiler_memory_barrier()
    dma_channel_transfer_to_buffer_now(3, $line.baseAddress, UInt32($line.count))
    $line[1] = 3  // finding: DMA401
    dma_channel_wait_for_finish_blocking(3)
  }

  func good() -> UInt8 {
    __compiler_memory_barrier()
    dma_channel_transfer_to_buffer_now(3, line, 64)
    let other = copy[0]
    dma_channel_wait_for_finish_blocking(3)
    __compiler_memory_barrier()
    return other &+ line[0]
  }
}

@main struct Firmware {
  static func main() {
    let receiver = Receiver()
    while receiver.bad() != receiver.good() { receiver.badThroughProjection() }
  }
}
