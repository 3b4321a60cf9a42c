// platform: stm32f4
import HAL
final class Ring {
  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
  var count = 0
  func pushed(_ n: Int) { count += n }
}
nonisolated(unsafe) let ring = Ring()
@_cdecl("HAL_UARTEx_RxEventCallback")
func event(_ h: UnsafeMutablePointer<UART_HandleTypeDef>?, _ size: UInt16) {
  ring.pushed(Int(size))
}
@main struct Firmware {
  static func main() {
    ring.bytes.initialize(repeating: 0, count: 64)
    guard HAL_UARTEx_ReceiveToIdle_DMA(&huart1, ring.bytes, 64) == HAL_OK else { return }
    while true { if ring.count > 0 { ring.count -= 1 } }  // finding: DMA404
  }
}
