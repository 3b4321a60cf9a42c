#pragma once
#include <stddef.h>
#include <stdint.h>

// The parts of ESP-IDF that firmware calls; the drivers are compiled elsewhere.

typedef int esp_err_t;
#define ESP_OK 0
#define ESP_FAIL -1
#define MALLOC_CAP_8BIT (1 << 2)
#define MALLOC_CAP_DMA (1 << 3)
#define portMAX_DELAY 0xFFFFFFFFU

typedef uint32_t TickType_t;
typedef struct spi_device_t *spi_device_handle_t;

typedef struct spi_transaction_t {
  uint32_t flags;
  uint16_t cmd;
  uint64_t addr;
  size_t length;
  size_t rxlength;
  void *user;
  const void *tx_buffer;
  void *rx_buffer;
} spi_transaction_t;

esp_err_t spi_device_queue_trans(spi_device_handle_t handle, spi_transaction_t *trans_desc, TickType_t ticks_to_wait);
esp_err_t spi_device_get_trans_result(spi_device_handle_t handle, spi_transaction_t **trans_desc, TickType_t ticks_to_wait);
esp_err_t spi_device_transmit(spi_device_handle_t handle, spi_transaction_t *trans_desc);
void *heap_caps_malloc(size_t size, uint32_t caps);
void *heap_caps_aligned_alloc(size_t alignment, size_t size, uint32_t caps);
void heap_caps_free(void *ptr);
void *malloc(size_t size);
void free(void *ptr);
