// platform: generic
import IDF

nonisolated(unsafe) let pixels = heap_caps_malloc(64, UInt32(MALLOC_CAP_DMA))!

func draw(_ device: spi_device_handle_t) -> Bool {
  var transaction = spi_transaction_t()
  transaction.length = 512
  transaction.tx_buffer = UnsafeRawPointer(pixels)
  return spi_device_queue_trans(device, &transaction, portMAX_DELAY) == ESP_OK  // finding: DMA106
}

@_cdecl("app_main") func main(_ device: spi_device_handle_t) {
  pixels.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
  while draw(device) {}
}
