import Synchronization
import _Volatile

struct Scope {
  let memory = UnsafeMutablePointer<UInt16>.allocate(capacity: 256)

  func capture() -> Ticket<BitStatus> {
    let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4800_0014)
    let trigger = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4800_0018)
    address.store(UInt32(UInt(bitPattern: memory)))
    atomicMemoryFence(ordering: .releasing)
    trigger.store(1)
    return Ticket(
      BitStatus(register: .init(unsafeBitPattern: 0x4800_001C), mask: 0x80), into: memory)
  }
}

// The ticket gives the memory back too early for a plain load.
func badPeak(_ scope: Scope) -> UInt16 {
  let filled = scope.capture().filled()
  var peak: UInt16 = 0
  for index in 0..<256 {
    if filled[index] > peak { peak = filled[index] }  // finding: DMA202
  }
  return peak
}

@main struct Firmware {
  static func main() {
    let scope = Scope()
    while badPeak(scope) < 4000 {}
  }
}
