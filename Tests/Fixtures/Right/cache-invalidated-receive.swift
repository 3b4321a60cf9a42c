// platform: cortex-m7
// starts: 1
import CMSIS
import HAL

nonisolated(unsafe) let memory = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 32)

func receive() -> UInt8? {
  let bytes = memory.assumingMemoryBound(to: UInt8.self)
  SCB_InvalidateDCache_by_Addr(memory, 128)
  guard HAL_SPI_Receive_DMA(&hspi1, bytes, 128) == HAL_OK else { return nil }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  SCB_InvalidateDCache_by_Addr(memory, 128)
  return bytes[0]
}

@main struct Firmware {
  static func main() {
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: 128)
    SCB_CleanDCache_by_Addr(memory, 128)
    while receive() != 1 {}
  }
}
