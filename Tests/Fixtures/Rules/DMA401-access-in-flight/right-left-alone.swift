import HAL
import Synchronization
import _Volatile

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let outbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

// The device only reads: so may the program.
func goodChecksum(_ value: UInt8) -> UInt8 {
  outbox.initialize(repeating: value, count: 32)
  guard HAL_SPI_Transmit_DMA(&hspi2, outbox, 32) == HAL_OK else { return 0 }
  var sum: UInt8 = 0
  for index in 0..<32 { sum ^= outbox[index] }
  while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {}
  return sum
}

// While one half is filled, the other is read.
func goodHalves() -> UInt8 {
  var last: UInt8 = 0
  for half in 0..<2 {
    let target = inbox + (half == 0 ? 0 : 32)
    guard HAL_SPI_Receive_DMA(&hspi1, target, 32) == HAL_OK else { return 0 }
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
    last = target[0]
  }
  return last
}

// Another buffer is another matter.
func goodOther(_ value: UInt8) -> UInt8 {
  guard HAL_SPI_Receive_DMA(&hspi1, inbox, 64) == HAL_OK else { return 0 }
  outbox.initialize(repeating: value, count: 32)
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  return inbox[0] ^ outbox[0]
}

// What did not start is not in flight.
func goodRefused() -> UInt8 {
  guard HAL_SPI_Receive_DMA(&hspi1, inbox, 64) == HAL_OK else {
    inbox[0] = 0xFF
    return inbox[0]
  }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  return inbox[0]
}

// The abort returns when the stream has stopped.
func goodAborted() -> UInt8 {
  guard HAL_SPI_Receive_DMA(&hspi1, inbox, 64) == HAL_OK else { return 0 }
  HAL_Delay(5)
  guard HAL_SPI_Abort(&hspi1) == HAL_OK else { fatalError() }
  return inbox[0]
}

// The status word is for both: it is read as a register is.
func goodStatusWord() -> UInt32 {
  let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 2)
  defer { words.deallocate() }
  let state = VolatileMappedRegister<UInt32>(unsafeBitPattern: UInt(bitPattern: words))
  state.store(0)
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0008)
    .store(UInt32(UInt(bitPattern: words)))
  atomicMemoryFence(ordering: .releasing)
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_000C).store(1)
  while state.load() == 0 {}
  atomicMemoryFence(ordering: .acquiring)
  return words[1]
}
