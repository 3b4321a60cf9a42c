// platform: esp32c6
import IDF

func send(_ h: spi_device_handle_t, _ v: UInt8) -> Bool {
  guard
    let p = heap_caps_aligned_alloc(4, 64, UInt32(MALLOC_CAP_DMA))?.assumingMemoryBound(
      to: UInt8.self)
  else { return false }
  defer { heap_caps_free(p) }
  for i in 0..<64 { p[i] = v }
  var t = spi_transaction_t()
  t.length = 512
  t.tx_buffer = UnsafeRawPointer(p)
  guard spi_device_transmit(h, &t) == ESP_OK else { return false }
  return true
}

@main struct App { static func main() { while send(spi_handle(), 1) {} } }
