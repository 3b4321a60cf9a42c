// platform: cortex-m7
import HAL

// The pool keeps its memory out of the cache.
func goodListen<P: Pool & ~Copyable>(_ pool: borrowing P) -> UInt8 {
  let block = pool.take()
  guard HAL_UART_Receive_DMA(&huart2, block.baseAddress, 64) == HAL_OK else { return 0 }
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  return block[0]
}

@main struct Firmware {
  static func main() {
    let pool = StaticPool()
    while goodListen(pool) != 0 {}
  }
}
