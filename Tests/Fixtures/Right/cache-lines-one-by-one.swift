// platform: cortex-m7
// starts: 5
// A loop over lines cleans all of the buffer, by the core's registers or by a function.
import CMSIS
import HAL
import Synchronization
import _Volatile

typealias Uart = UnsafeMutablePointer<UART_HandleTypeDef>
func aligned(_ n: Int) -> UnsafeMutablePointer<UInt8> {
  UnsafeMutableRawPointer.allocate(byteCount: n, alignment: 32).assumingMemoryBound(to: UInt8.self)
}
func waitU(_ u: Uart) { while HAL_UART_GetState(u) != HAL_UART_STATE_READY {} }
func cleanS(_ p: UnsafeMutablePointer<UInt8>, _ n: Int) {
  let start = UInt(bitPattern: p) & ~31
  __DSB()
  for a in stride(from: start, to: UInt(bitPattern: p) + UInt(n), by: 32) {
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0xE000_EF68).store(UInt32(a))
  }
  __DSB()
}
func cleanW(_ p: UnsafeMutablePointer<UInt8>, _ n: Int) {
  var a = UInt(bitPattern: p) & ~31
  let end = UInt(bitPattern: p) + UInt(n)
  __DSB()
  while a < end {
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0xE000_EF68).store(UInt32(a))
    a += 32
  }
  __DSB()
}

nonisolated(unsafe) let g1 = aligned(64)
func r_1(_ u: Uart) {
  for i in 0..<64 { g1[i] = 1 }
  cleanS(g1, 64)
  guard HAL_UART_Transmit_DMA(u, g1, 64) == HAL_OK else { return }; waitU(u)
}

nonisolated(unsafe) let g2 = aligned(64)
func r_2(_ u: Uart) {
  for i in 0..<64 { g2[i] = 1 }
  cleanW(g2, 64)
  guard HAL_UART_Transmit_DMA(u, g2, 64) == HAL_OK else { return }; waitU(u)
}

nonisolated(unsafe) let g3 = aligned(64)
func r_3(_ u: Uart, _ n: Int) {
  for i in 0..<64 { g3[i] = 1 }
  cleanW(g3, n)
  guard HAL_UART_Transmit_DMA(u, g3, UInt16(n)) == HAL_OK else { return }; waitU(u)
}

nonisolated(unsafe) let h1 = aligned(64)
func r_4(_ u: Uart) {
  for i in 0..<64 { h1[i] = 1 }
  for at in stride(from: 0, to: 64, by: 32) { SCB_CleanDCache_by_Addr(h1 + at, 32) }
  guard HAL_UART_Transmit_DMA(u, h1, 64) == HAL_OK else { return }; waitU(u)
}

nonisolated(unsafe) let h2 = aligned(64)
func r_5(_ u: Uart) {
  for i in 0..<64 { h2[i] = 1 }
  var at = 0
  while at < 64 { SCB_CleanDCache_by_Addr(h2 + at, 32); at += 32 }
  guard HAL_UART_Transmit_DMA(u, h2, 64) == HAL_OK else { return }; waitU(u)
}
