// platform: generic
import Pico

struct Block: ~Copyable {
  let words: UnsafeMutablePointer<UInt32>
  init(count: Int) {
    words = .allocate(capacity: count); words.initialize(repeating: 0, count: count)
  }
  deinit { words.deallocate() }
}

struct Sender: ~Copyable {  // finding: DMA108
  let block: Block
  init() { block = Block(count: 16) }
  borrowing func start() {
    var config = dma_channel_get_default_config(2)
    channel_config_set_transfer_data_size(&config, DMA_SIZE_32)
    __compiler_memory_barrier()
    dma_channel_configure(
      2, &config, UnsafeMutableRawPointer(bitPattern: 0x5020_0010), block.words, 16, true)
  }
}

func send() {
  let sender = Sender()
  sender.start()
}

@main struct Firmware {
  static func main() { while true { send() } }
}
