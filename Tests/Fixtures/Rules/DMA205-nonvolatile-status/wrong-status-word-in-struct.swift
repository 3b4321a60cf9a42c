// platform: generic
import NRFX

final class Uart {
  var isDone = false
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
}
nonisolated(unsafe) let uart = Uart()

@_cdecl("uarte_event_handler") func handler(_ kind: UInt32) { uart.isDone = true }

func receive() -> UInt8 {
  uart.isDone = false
  guard nrfx_uarte_rx(&uarte0, uart.memory, 8) == NRFX_SUCCESS else { return 0 }
  while !uart.isDone {}  // finding: DMA205
  return uart.memory[0]
}

@main struct Firmware { static func main() { while receive() != 1 {} } }
