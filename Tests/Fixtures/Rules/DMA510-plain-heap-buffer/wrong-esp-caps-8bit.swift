// platform: esp32c6
import IDF
func allocate() -> UnsafeMutablePointer<UInt8> {
  heap_caps_malloc(64, UInt32(MALLOC_CAP_8BIT))!.assumingMemoryBound(to: UInt8.self)
}
func send(_ h: spi_device_handle_t, _ v: UInt8) -> Bool {
  let p = allocate()
  for i in 0..<64 { p[i] = v }
  var t = spi_transaction_t()
  t.length = 512
  t.tx_buffer = UnsafeRawPointer(p)
  guard spi_device_transmit(h, &t) == ESP_OK else { return false }  // finding: DMA510
  return true
}
@main struct App { static func main() { while send(spi_handle(), 1) {} } }
