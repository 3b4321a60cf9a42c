// platform: generic
// starts: 1
import IDF

func command(_ device: spi_device_handle_t, _ byte: UInt8) -> Bool {
  var transaction = spi_transaction_t()
  var data = byte
  transaction.length = 8
  return withUnsafePointer(to: &data) {
    transaction.tx_buffer = UnsafeRawPointer($0)
    return spi_device_transmit(device, &transaction) == ESP_OK
  }
}

@_cdecl("app_main")
func main(_ device: spi_device_handle_t) { while command(device, 0x2C) {} }
