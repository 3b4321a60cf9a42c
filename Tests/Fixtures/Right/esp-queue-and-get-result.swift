// platform: generic
// starts: 1
import IDF

nonisolated(unsafe) var transaction = spi_transaction_t()
nonisolated(unsafe) let line = heap_caps_malloc(320, UInt32(MALLOC_CAP_DMA))!

func draw(_ device: spi_device_handle_t, _ color: UInt8) -> Bool {
  let pixels = line.assumingMemoryBound(to: UInt8.self)
  for i in 0..<320 { pixels[i] = color }
  transaction.tx_buffer = UnsafeRawPointer(line)
  transaction.length = 320 * 8
  guard spi_device_queue_trans(device, &transaction, portMAX_DELAY) == ESP_OK else { return false }
  var result: UnsafeMutablePointer<spi_transaction_t>?
  guard spi_device_get_trans_result(device, &result, portMAX_DELAY) == ESP_OK else { fatalError() }
  pixels[0] = 0
  return true
}

@_cdecl("app_main")
func main(_ device: spi_device_handle_t) { while draw(device, 3) {} }
