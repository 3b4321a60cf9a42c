import HAL
import Synchronization
import _Volatile

let isSent = Atomic<Bool>(false)
nonisolated(unsafe) let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

@c(HAL_UART_TxCpltCallback)
func sent(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  isSent.store(true, ordering: .releasing)
}

func goodAtomicFlag() {
  bytes.initialize(repeating: 0x2A, count: 16)
  isSent.store(false, ordering: .relaxed)
  guard HAL_UART_Transmit_DMA(&huart1, bytes, 16) == HAL_OK else { return Error_Handler() }
  while !isSent.load(ordering: .acquiring) {}
}

// A status word in memory is read as a register is.
func goodStatusWord() -> UInt32 {
  let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 2)
  defer { words.deallocate() }
  let state = VolatileMappedRegister<UInt32>(unsafeBitPattern: UInt(bitPattern: words))
  let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0008)
  let ring = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_000C)
  state.store(0)
  address.store(UInt32(UInt(bitPattern: words)))
  atomicMemoryFence(ordering: .releasing)
  ring.store(1)
  while state.load() == 0 {}
  atomicMemoryFence(ordering: .acquiring)
  return words[1]
}

// A flag that only the program itself changes is no status.
func goodOwnFlag(_ retries: Int) -> Bool {
  var isDone = false
  var left = retries
  while !isDone && left > 0 {
    isDone = HAL_UART_Transmit_DMA(&huart2, bytes, 16) == HAL_OK
    left -= 1
  }
  return isDone
}
