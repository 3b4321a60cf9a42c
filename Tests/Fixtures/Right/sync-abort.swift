// platform: generic
// starts: 1
import NRFX

func receive() {
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  defer { memory.deallocate() }
  guard nrfx_uarte_rx(&uarte0, memory, 8) == NRFX_SUCCESS else { return }
  guard nrfx_uarte_rx_abort(&uarte0, true, true) == NRFX_SUCCESS else { fatalError() }
}

@main struct Firmware { static func main() { while true { receive() } } }
