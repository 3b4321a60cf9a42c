// platform: esp32c6
import IDF

nonisolated(unsafe) var storage: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) =
  (0, 0, 0, 0, 0, 0, 0, 0)

func send(_ h: spi_device_handle_t, _ v: UInt8) -> Bool {
  let p = withUnsafeMutableBytes(of: &storage) { $0.baseAddress! }.assumingMemoryBound(
    to: UInt8.self)
  for i in 0..<64 { p[i] = v }
  var t = spi_transaction_t()
  t.length = 512
  t.tx_buffer = UnsafeRawPointer(p)
  guard spi_device_transmit(h, &t) == ESP_OK else { return false }
  return true
}

@main struct App { static func main() { while send(spi_handle(), 1) {} } }
