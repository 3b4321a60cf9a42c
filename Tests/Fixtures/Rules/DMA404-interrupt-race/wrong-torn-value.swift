import HAL
import Synchronization
nonisolated(unsafe) let ring = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
struct Sample { var time: UInt32; var value: UInt32; var quality: UInt32 }
nonisolated(unsafe) var latest = Sample(time: 0, value: 0, quality: 0)

@_cdecl("HAL_UARTEx_RxEventCallback")
func event(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?, _ size: UInt16) {
  latest.time &+= 1
  latest.value = UInt32(ring[0])
  latest.quality = UInt32(size)
  if HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) != HAL_OK { Error_Handler() }
}

// What is loaded may be of two moments.
func badReport() -> UInt32 {
  latest.value &* latest.quality  // finding: DMA404
}

@main struct Firmware {
  static func main() {
    ring.initialize(repeating: 0, count: 64)
    guard HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) == HAL_OK else { return Error_Handler() }
    while true { _ = badReport(); HAL_Delay(10) }
  }
}
