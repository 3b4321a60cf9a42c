// why: every block is sent, awaited and then freed; the next round's block is another one
// platform: generic
// starts: 1
@_extern(c) func HAL_UART_Transmit_DMA(
  _ uart: OpaquePointer, _ data: UnsafePointer<UInt8>, _ size: UInt16
) -> UInt32
@_extern(c) func HAL_UART_GetState(_ uart: OpaquePointer) -> UInt32

func sendAll(on uart: OpaquePointer) -> Bool {
  var blocks: [UnsafeMutablePointer<UInt8>] = []
  for _ in 0..<4 { blocks.append(.allocate(capacity: 32)) }
  for block in blocks {
    block.update(repeating: 7, count: 32)
    guard HAL_UART_Transmit_DMA(uart, block, 32) == 0 else { return false }
    while HAL_UART_GetState(uart) != 0x20 {}
    block.deallocate()
  }
  return true
}
