// platform: generic
import _Volatile

nonisolated(unsafe) var block: InlineArray<4, UInt32> = [0, 0, 0, 0]

func start(_ value: UInt32) {
  block[0] = value
  block[3] = value &* 3
  let address = withUnsafePointer(to: &block) { UInt32(UInt(bitPattern: $0)) }
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_3010).store(address)
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_3014).store(4)
  VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_3018).store(1)  // finding: DMA201
  while VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_301C).load() & 1 == 0 {}
}

@main struct Firmware { static func main() { while true { start(7) } } }
