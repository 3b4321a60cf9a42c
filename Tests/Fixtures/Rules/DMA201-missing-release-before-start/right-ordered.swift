import Barriers
import HAL
import Pico
import Synchronization
import _Volatile

enum Stream {
  static let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6410)
  static let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6414)
  static let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_641C)
}

nonisolated(unsafe) let pixels = UnsafeMutablePointer<UInt16>.allocate(capacity: 320)

func goodFence(_ words: UnsafeMutablePointer<UInt32>, _ value: UInt32) {
  words[0] = value
  words[1] = ~value
  Stream.memory.store(UInt32(UInt(bitPattern: words)))
  Stream.count.store(2)
  atomicMemoryFence(ordering: .releasing)
  Stream.control.store(0x2441)
  while Stream.control.load() & 1 != 0 {}
}

// A stronger fence will do as well, and so does one before the address is stored.
func goodEarlyFence(_ words: UnsafeMutablePointer<UInt32>, _ value: UInt32) {
  words[0] = value
  atomicMemoryFence(ordering: .sequentiallyConsistent)
  Stream.memory.store(UInt32(UInt(bitPattern: words)))
  Stream.count.store(1)
  Stream.control.store(0x2441)
  while Stream.control.load() & 1 != 0 {}
}

// A call whose body nobody sees may read the memory: its stores come first.
func goodOpaqueStart(_ value: UInt8) {
  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  bytes.initialize(repeating: value, count: 8)
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 8) == HAL_OK else { return Error_Handler() }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  bytes.deallocate()
}

func goodInlineSDK(_ colour: UInt16, to port: UnsafeMutableRawPointer) {
  for index in 0..<320 { pixels[index] = colour }
  var config = dma_channel_get_default_config(5)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_16)
  __compiler_memory_barrier()
  dma_channel_configure(5, &config, port, pixels, 320, true)
  dma_channel_wait_for_finish_blocking(5)
}

// Nothing was written, so nothing has to be ordered.
func goodReceive(_ words: UnsafeMutablePointer<UInt32>) {
  Stream.memory.store(UInt32(UInt(bitPattern: words)))
  Stream.count.store(16)
  Stream.control.store(0x2401)
  while Stream.control.load() & 1 != 0 {}
}
