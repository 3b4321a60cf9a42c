// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let source = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
nonisolated(unsafe) let target = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)

func copy() -> UInt32? {
  guard
    HAL_DMA_Start(
      &hdma_memtomem, UInt32(UInt(bitPattern: source)), UInt32(UInt(bitPattern: target)), 64)
      == HAL_OK
  else { return nil }
  guard HAL_DMA_PollForTransfer(&hdma_memtomem, HAL_DMA_FULL_TRANSFER, 100) == HAL_OK else {
    guard HAL_DMA_Abort(&hdma_memtomem) == HAL_OK else { fatalError() }
    return nil
  }
  return target[3]
}

@main struct Firmware {
  static func main() {
    source.initialize(repeating: 4, count: 64)
    target.initialize(repeating: 0, count: 64)
    while true { _ = copy() }
  }
}
