// platform: generic
import NRFX

func receive() {
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  guard nrfx_uarte_rx(&uarte0, memory, 8) == NRFX_SUCCESS else { return memory.deallocate() }
  guard nrfx_uarte_rx_abort(&uarte0, true, false) == NRFX_SUCCESS else { fatalError() }
  memory.deallocate()  // finding: DMA604
}

@main struct Firmware { static func main() { while true { receive() } } }
