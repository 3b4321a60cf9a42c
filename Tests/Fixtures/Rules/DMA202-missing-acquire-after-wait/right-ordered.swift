import Barriers
import HAL
import Pico
import Synchronization
import _Volatile

enum Stream {
  static let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6000)
  static let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6010)
  static let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_601C)

  static func receive(_ words: UnsafeMutablePointer<UInt32>) {
    memory.store(UInt32(UInt(bitPattern: words)))
    atomicMemoryFence(ordering: .releasing)
    control.store(0x2401)
  }
}

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
nonisolated(unsafe) let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
let isReceived = Atomic<Bool>(false)

@c(HAL_SPI_RxCpltCallback)
func received(_ spi: UnsafeMutablePointer<SPI_HandleTypeDef>?) {
  isReceived.store(true, ordering: .releasing)
}

func goodFence() -> UInt32 {
  Stream.receive(inbox)
  while Stream.status.load() & 0x20 == 0 {}
  atomicMemoryFence(ordering: .acquiring)
  return inbox[0]
}

func goodCompilerBarrier() -> UInt32 {
  Stream.receive(inbox)
  while Stream.status.load() & 0x20 == 0 {}
  compiler_barrier()
  return inbox[0]
}

// The load that ends the loop orders what follows.
func goodAcquireLoad() -> UInt8 {
  isReceived.store(false, ordering: .relaxed)
  guard HAL_SPI_Receive_DMA(&hspi1, bytes, 16) == HAL_OK else { return 0 }
  while !isReceived.load(ordering: .acquiring) {}
  return bytes[0]
}

// A call whose body nobody sees may have written the memory.
func goodOpaquePoll() -> UInt8 {
  guard HAL_UART_Receive_DMA(&huart2, bytes, 16) == HAL_OK else { return 0 }
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  return bytes[0]
}

// The SDK's blocking wait ends with a barrier.
func goodBlockingWait(from fifo: UnsafeRawPointer) -> UInt32 {
  var config = dma_channel_get_default_config(1)
  channel_config_set_read_increment(&config, false)
  channel_config_set_write_increment(&config, true)
  __compiler_memory_barrier()
  dma_channel_configure(1, &config, inbox, fifo, 4, true)
  dma_channel_wait_for_finish_blocking(1)
  return inbox[0]
}

// Volatile loads stay behind the volatile poll.
func goodVolatileRead() -> UInt32 {
  Stream.receive(inbox)
  while Stream.status.load() & 0x20 == 0 {}
  let word = VolatileMappedRegister<UInt32>(unsafeBitPattern: UInt(bitPattern: inbox))
  return word.load()
}
