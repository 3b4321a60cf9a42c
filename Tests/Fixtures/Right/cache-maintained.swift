// platform: cortex-m7
// starts: 1
import CMSIS
import HAL

nonisolated(unsafe) let memory = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 32)

func send(_ byte: UInt8) -> Bool {
  let bytes = memory.bindMemory(to: UInt8.self, capacity: 64)
  for i in 0..<64 { bytes[i] = byte }
  SCB_CleanDCache_by_Addr(memory, 64)
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 64) == HAL_OK else { return false }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  return true
}

@main struct Firmware {
  static func main() { while send(4) {} }
}
