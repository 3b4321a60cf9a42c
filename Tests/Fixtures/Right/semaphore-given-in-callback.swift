// platform: generic
// starts: 1
import Zephyr

nonisolated(unsafe) let report = UnsafeMutablePointer<UInt8>.allocate(capacity: 24)

@_cdecl("uart_done")
func done() { k_sem_give(&tx_done) }

func send() -> Bool {
  for i in 0..<24 { report[i] = 0x2A }
  guard uart_tx(uart_dev, report, 24, 100) == 0 else { return false }
  guard k_sem_take(&tx_done, k_timeout_t(ticks: -1)) == 0 else { return false }
  report[0] = 0
  return true
}

@main struct Firmware {
  static func main() { while true { if !send() { return } } }
}
