// platform: generic
// starts: 1
import Synchronization
import _Volatile

enum Outcome { case done(UInt32), late }
nonisolated(unsafe) let cell = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)

struct Engine {
  let target = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_1000)
  let run = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_1004)
  let state = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_1008)

  func fetch(turns: Int) -> Outcome {
    target.store(UInt32(UInt(bitPattern: cell)))
    atomicMemoryFence(ordering: .releasing)
    run.store(1)
    var left = turns
    while state.load() & 1 == 0 {
      left -= 1
      if left == 0 {
        run.store(0)
        while state.load() & 2 == 0 {}
        return .late
      }
    }
    atomicMemoryFence(ordering: .acquiring)
    return .done(cell.pointee)
  }
}

@main struct Firmware {
  static func main() {
    cell.initialize(to: 0)
    let engine = Engine()
    while true { if case .done(7) = engine.fetch(turns: 100) { return } }
  }
}
