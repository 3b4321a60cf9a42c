// platform: generic
import Zephyr

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

@c func uart_tx_finished() { k_sem_give(&tx_done) }

func transmit() {
  guard uart_tx(uart_dev, block, 32, -1) == 0 else { return }
  _ = k_sem_take(&tx_done, k_timeout_t(ticks: -1))
  block[0] &+= 1
}

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 0, count: 32)
    while true { transmit() }
  }
}
