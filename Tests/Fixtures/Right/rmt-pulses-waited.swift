// platform: esp32c6
// starts: 1
import IDF

nonisolated(unsafe) let memory = heap_caps_malloc(64, UInt32(MALLOC_CAP_DMA))!
nonisolated(unsafe) var slot = spi_transaction_t()

func show(_ device: spi_device_handle_t, _ level: UInt8) -> Bool {
  let bytes = memory.assumingMemoryBound(to: UInt8.self)
  for i in 0..<64 { bytes[i] = level }
  slot.length = 512
  slot.tx_buffer = UnsafeRawPointer(memory)
  return spi_device_transmit(device, &slot) == ESP_OK
}

@_cdecl("app_main")
func main(_ device: spi_device_handle_t) { while show(device, 3) {} }
