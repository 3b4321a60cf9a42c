// platform: generic
import _Volatile
import Synchronization

struct Telemetry {
  let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
  init() {
    memory.initialize(repeating: 0, count: 4)
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0010).store(
      UInt32(UInt(bitPattern: memory)))
    atomicMemoryFence(ordering: .releasing)
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0014).store(1)  // finding: DMA601
  }
}

@main struct Firmware {
  static func main() {
    let telemetry = Telemetry()
    _ = telemetry
    while true {}
  }
}
