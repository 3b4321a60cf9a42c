// platform: generic
import Zephyr

nonisolated(unsafe) let source = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

func copy() -> Bool {
  var word: UInt64 = 0
  return withUnsafeMutablePointer(to: &word) { target in
    var block = dma_block_config(
      source_address: UInt(bitPattern: source), dest_address: UInt(bitPattern: target),
      block_size: 8, next_block: nil)
    let configured = withUnsafeMutablePointer(to: &block) { head in
      var config = dma_config(
        channel_direction: 0, source_data_size: 1, dest_data_size: 1, block_count: 1,
        head_block: head, user_data: nil)
      return dma_config(dma_dev, 1, &config)
    }
    guard configured == 0 else { return false }
    return dma_start(dma_dev, 1) == 0  // finding: DMA102
  }
}

@main struct Firmware {
  static func main() {
    source.initialize(repeating: 1, count: 8)
    if copy() { while true {} }
  }
}
