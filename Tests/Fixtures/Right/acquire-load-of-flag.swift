// platform: generic
// starts: 1
import NRFX
import Synchronization

let received = Atomic<Bool>(false)
nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 12)

@_cdecl("uarte_event")
func event(_ kind: UInt32) { if kind == 1 { received.store(true, ordering: .releasing) } }

func receive() -> UInt8 {
  received.store(false, ordering: .relaxed)
  guard nrfx_uarte_rx(&uarte0, inbox, 12) == NRFX_SUCCESS else { return 0 }
  while !received.load(ordering: .acquiring) {}
  return inbox[0]
}

@main struct Firmware {
  static func main() { while true { _ = receive() } }
}
