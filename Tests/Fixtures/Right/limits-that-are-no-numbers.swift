// platform: stm32f4
// starts: 1
// What a device sent is compared with parameters, counts and sums before it is used.
import HAL
import Synchronization

typealias Uart = UnsafeMutablePointer<UART_HandleTypeDef>
func bytes(_ n: Int) -> UnsafeMutablePointer<UInt8> {
  let p = UnsafeMutablePointer<UInt8>.allocate(capacity: n)
  p.initialize(repeating: 1, count: n)
  return p
}
func use(_ v: UInt8) {}
func receive(_ u: Uart, _ p: UnsafeMutablePointer<UInt8>, _ n: UInt16 = 64) -> Bool {
  guard HAL_UART_Receive_DMA(u, p, n) == HAL_OK else { return false }
  while HAL_UART_GetState(u) != HAL_UART_STATE_READY {}
  return true
}
nonisolated(unsafe) let table = bytes(16)

func r_1(_ u: Uart, _ limit: Int) {
  guard receive(u, c1) else { return }; let n = Int(c1[0]); guard n <= limit else { return };
  table.update(from: c1 + 1, count: n)
}

nonisolated(unsafe) let c2 = bytes(64)
func r_2(_ u: Uart) {
  guard receive(u, c2) else { return }
  var at = 0
  while at + 2 <= 64 { let n = Int(c2[at + 1]); use(c2[at]); at += 2 + n }
}

nonisolated(unsafe) let c3 = bytes(64)
func r_3(_ u: Uart, _ end: Int) {
  guard receive(u, c3) else { return }
  var at = 0
  while at < end { let n = Int(c3[at]); at += 1 + n }
}

nonisolated(unsafe) let c4 = bytes(64)
func r_4(_ u: Uart) {
  guard receive(u, c4) else { return }
  var n = Int(c4[0])
  if n > 16 { n = 16 }
  table.update(from: c4 + 1, count: n)
}

nonisolated(unsafe) let c5 = bytes(64)
func r_5(_ u: Uart) {
  guard receive(u, c5) else { return }
  let n = c5[0] > 16 ? 16 : Int(c5[0])
  table.update(from: c5 + 1, count: n)
}

nonisolated(unsafe) let c6 = bytes(64)
func r_6(_ u: Uart) {
  guard receive(u, c6) else { return }
  var n = 0
  if c6[1] == 7 { let k = Int(c6[0]); if k <= 16 { n = k } }
  table.update(from: c6 + 1, count: n)
}

nonisolated(unsafe) let c7 = bytes(64)
func r_7(_ u: Uart) -> UInt8 {
  guard receive(u, c7) else { return 0 }
  var at = 0
  for _ in 0..<4 { let n = Int(c7[at]); guard at + n < 64 else { return 0 }; at += n }
  return c7[at]
}

nonisolated(unsafe) let c8 = bytes(64)
func r_8(_ u: Uart) {
  guard receive(u, c8) else { return }
  var n = 4
  if c8[1] != 0 { n = Int(c8[0]) }
  guard n <= 16 else { return }
  table.update(from: c8 + 1, count: n)
}

nonisolated(unsafe) let c9 = bytes(64)
func r_9(_ u: Uart, _ out: UnsafeMutableBufferPointer<UInt8>) {
  guard receive(u, c9) else { return }
  let n = Int(c9[0])
  guard n < out.count else { return }
  out[n] = 0
}
