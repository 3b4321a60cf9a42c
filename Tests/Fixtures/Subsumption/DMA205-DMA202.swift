// platform: generic
import NRFX

nonisolated(unsafe) var isDone = false
nonisolated(unsafe) let words = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)

@_cdecl("uarte_handler") func handler(_ kind: UInt32) { isDone = true }

@main struct Firmware {
  static func main() {
    isDone = false
    guard nrfx_uarte_rx(&uarte0, words, 4) == NRFX_SUCCESS else { return }
    while !isDone {}
    if words[0] == 1 { return }
  }
}
