// platform: generic
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

protocol Bus {
  associatedtype Word
  static func begin() -> Self
  func end()
  var data: UnsafeMutablePointer<Word> { get }
}

struct ByteBus: Bus {
  let data: UnsafeMutablePointer<UInt8>

  static func begin() -> ByteBus {
    dma_channel_transfer_to_buffer_now(6, block, 64)
    return ByteBus(data: block)
  }
  func end() {
    dma_channel_wait_for_finish_blocking(6)
    __compiler_memory_barrier()
  }
}

func bad<B: Bus>(_ type: B.Type) -> UInt8 where B.Word == UInt8 {
  let bus = B.begin()
  let early = bus.data[0]  // finding: DMA401
  bus.end()
  return early
}

func good<B: Bus>(_ type: B.Type) -> UInt8 where B.Word == UInt8 {
  let bus = B.begin()
  bus.end()
  return bus.data[0]
}

@main struct Firmware {
  static func main() {
    while bad(ByteBus.self) != good(ByteBus.self) {}
  }
}
