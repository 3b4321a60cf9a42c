// platform: stm32f4
// starts: 1
// A byte is an index of a table of 256, however it is made up.
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
nonisolated(unsafe) let crc9 = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
nonisolated(unsafe) let c9 = bytes(64)

func r_1(_ u: Uart) -> UInt32 { guard receive(u, c9) else { return 0 }; return crc9[Int(c9[0])] }

func r_2(_ u: Uart) -> UInt32 {
  guard receive(u, c9) else { return 0 }; let a = c9[0]; return crc9[Int(a ^ c9[1])]
}

func r_3(_ u: Uart) -> UInt32 {
  guard receive(u, c9) else { return 0 };
  var crc: UInt32 = 0xFFFF_FFFF
  for i in 0..<64 { crc = crc9[Int(UInt8(truncatingIfNeeded: crc) ^ c9[i])] ^ (crc >> 8) }
  return crc
}

func r_5(_ u: Uart) -> UInt32 {
  guard receive(u, c9) else { return 0 };
  var crc: UInt32 = 0xFFFF_FFFF
  for i in 0..<64 { crc = (crc9 + Int(UInt8(crc & 0xFF) ^ c9[i])).pointee ^ (crc >> 8) }
  return crc
}

func r_6(_ u: Uart) -> UInt32 {
  guard receive(u, c9) else { return 0 }; return crc9[Int(c9[0] >> 4)]
}
