// platform: generic
// starts: 1
import NRFX

nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 20)

func send() -> Bool {
  for i in 0..<20 { line[i] = 0x20 }
  let status = nrfx_uarte_tx(&uarte0, line, 20, 0)
  guard status == NRFX_SUCCESS else {
    line[0] = 0
    return false
  }
  while nrfx_uarte_tx_in_progress(&uarte0) {}
  line[0] = 0
  return true
}

@main struct Firmware {
  static func main() { while true { _ = send() } }
}
