// platform: stm32h743
// starts: 1
import CMSIS
import HAL
import Synchronization

nonisolated(unsafe) let message = UnsafeMutablePointer<UInt8>(bitPattern: 0x3000_0000 as UInt)!

struct Board {
  /// The banner is sent while the cache is still off, as it is after reset; what comes later finds the
  /// region set up.
  init() {
    Board.hello()
    var region = MPU_Region_InitTypeDef()
    region.Enable = 1
    region.BaseAddress = 0x3000_0000
    region.Size = 0x0F
    region.TypeExtField = 1
    region.AccessPermission = 3
    region.DisableExec = 1
    region.IsShareable = 1
    HAL_MPU_Disable()
    HAL_MPU_ConfigRegion(&region)
    HAL_MPU_Enable(4)
    SCB_EnableDCache()
  }

  static func hello() {
    for i in 0..<32 { message[i] = 1 }
    atomicMemoryFence(ordering: .releasing)
    guard HAL_UART_Transmit_DMA(&huart1, message, 32) == HAL_OK else { return }
    while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
  }
}

@main struct Firmware {
  static func main() {
    _ = Board()
    while true { Board.hello() }
  }
}
