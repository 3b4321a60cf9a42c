// platform: stm32h743
import CMSIS
import HAL
import _Volatile

// How long the transfer is stands in a register of an engine that nothing describes: the program itself
// fills more than the region has.
struct Engine {
  let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_8004)
  let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_8008)
}

func setUp() {
  var region = MPU_Region_InitTypeDef()
  HAL_MPU_Disable()
  region.Enable = 1
  region.Number = 0
  region.BaseAddress = 0x3000_0000
  region.Size = 0x04  // 32 bytes
  region.TypeExtField = 1
  region.AccessPermission = 3
  HAL_MPU_ConfigRegion(&region)  // finding: DMA309
  HAL_MPU_Enable(4)
}

@main struct Firmware {
  static func main() {
    setUp()
    SCB_EnableDCache()
    let engine = Engine()
    let words = UnsafeMutablePointer<UInt32>(bitPattern: 0x3000_0000 as UInt)!
    for i in 0..<64 { words[i] = 7 }
    __DSB()
    engine.source.store(UInt32(truncatingIfNeeded: UInt(bitPattern: words)))  // finding: DMA902
    engine.control.store(1)
    while engine.control.load() & 1 != 0 {}  // finding: DMA606
    __DMB()
  }
}
