// platform: esp32c6
#include <stdint.h>
#include <stddef.h>

typedef int esp_err_t;
typedef struct spi_device_t *spi_device_handle_t;
typedef struct {
  uint32_t flags;
  size_t length;
  const void *tx_buffer;
  void *rx_buffer;
} spi_transaction_t;
esp_err_t spi_device_queue_trans(spi_device_handle_t handle, spi_transaction_t *trans_desc, uint32_t ticks_to_wait);
esp_err_t spi_device_get_trans_result(spi_device_handle_t handle, spi_transaction_t **trans_desc, uint32_t ticks_to_wait);
extern spi_device_handle_t lcd;

static uint8_t logo[64];
static spi_transaction_t transaction;

// A wait without a limit does not give up; the number that says so has no name here.
int main(void) {
  spi_transaction_t *done;
  for (int i = 0; i < 64; i++) logo[i] = (uint8_t)i;
  transaction.length = 64 * 8;
  transaction.tx_buffer = logo;
  if (spi_device_queue_trans(lcd, &transaction, 100) != 0) return 1;
  if (spi_device_get_trans_result(lcd, &done, 0xFFFFFFFF) != 0) return 1;
  return 0;
}
