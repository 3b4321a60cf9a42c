// platform: generic
// starts: 1
import Zephyr

nonisolated(unsafe) let source = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let target = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) var block = dma_block_config(
  source_address: 0, dest_address: 0, block_size: 64, next_block: nil)

func copy() -> UInt8? {
  block.source_address = UInt(bitPattern: source)
  block.dest_address = UInt(bitPattern: target)
  let configured = withUnsafeMutablePointer(to: &block) { head in
    var config = dma_config(
      channel_direction: 0, source_data_size: 1, dest_data_size: 1, block_count: 1,
      head_block: head, user_data: nil)
    return dma_config(dma_dev, 1, &config)
  }
  guard configured == 0 else { return nil }
  guard dma_start(dma_dev, 1) == 0 else { return nil }
  var status = dma_status(busy: true, dir: 0, pending_length: 64)
  while status.busy {
    guard dma_get_status(dma_dev, 1, &status) == 0 else { fatalError() }
  }
  return target[0]
}

@main struct Firmware {
  static func main() {
    source.initialize(repeating: 1, count: 64)
    target.initialize(repeating: 0, count: 64)
    while copy() == 1 {}
  }
}
