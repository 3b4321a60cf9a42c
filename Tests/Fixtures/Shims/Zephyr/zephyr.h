#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The parts of Zephyr that firmware calls; the drivers are compiled elsewhere.

struct device;
typedef struct { int64_t ticks; } k_timeout_t;
struct k_sem { uint32_t count, limit; void *q; };
struct dma_status { bool busy; uint32_t dir; uint32_t pending_length; };
struct dma_block_config {
  uintptr_t source_address, dest_address;
  uint32_t block_size;
  struct dma_block_config *next_block;
};
struct dma_config {
  uint32_t channel_direction;
  uint32_t source_data_size, dest_data_size;
  uint32_t block_count;
  struct dma_block_config *head_block;
  void *user_data;
};

extern const struct device *const uart_dev;
extern const struct device *const dma_dev;
extern struct k_sem tx_done, rx_done;

int uart_tx(const struct device *dev, const uint8_t *buf, size_t len, int32_t timeout);
int uart_tx_abort(const struct device *dev);
int uart_rx_enable(const struct device *dev, uint8_t *buf, size_t len, int32_t timeout);
int uart_rx_disable(const struct device *dev);
int dma_config(const struct device *dev, uint32_t channel, struct dma_config *config);
int dma_start(const struct device *dev, uint32_t channel);
int dma_stop(const struct device *dev, uint32_t channel);
int dma_get_status(const struct device *dev, uint32_t channel, struct dma_status *stat);
int k_sem_take(struct k_sem *sem, k_timeout_t timeout);
void k_sem_give(struct k_sem *sem);
