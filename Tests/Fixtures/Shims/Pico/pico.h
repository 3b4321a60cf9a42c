#pragma once
#include <stdbool.h>
#include <stdint.h>

// The parts of the Raspberry Pi Pico SDK's hardware_dma that firmware calls; inline where the SDK
// is inline, so that the optimiser sees the same as there.

typedef unsigned int uint;

typedef struct {
  volatile uint32_t read_addr, write_addr, transfer_count, ctrl_trig;
  volatile uint32_t al1_ctrl, al1_read_addr, al1_write_addr, al1_transfer_count_trig;
  volatile uint32_t al2_ctrl, al2_transfer_count, al2_read_addr, al2_write_addr_trig;
  volatile uint32_t al3_ctrl, al3_write_addr, al3_transfer_count, al3_read_addr_trig;
} dma_channel_hw_t;

#define DMA_CHANNELS ((dma_channel_hw_t *)0x50000000)
#define DMA_BUSY_BITS 0x01000000u
#define DMA_INTS0 (*(volatile uint32_t *)0x5000040c)
#define DMA_CHAN_ABORT (*(volatile uint32_t *)0x50000444)

typedef struct { uint32_t ctrl; } dma_channel_config;

enum dma_channel_transfer_size { DMA_SIZE_8 = 0, DMA_SIZE_16 = 1, DMA_SIZE_32 = 2 };

#define DREQ_SPI0_TX 16
#define DREQ_SPI0_RX 17
#define DREQ_UART0_TX 20
#define DREQ_UART0_RX 21
#define DREQ_ADC 36

static inline void __compiler_memory_barrier(void) { __asm__ volatile("" : : : "memory"); }
static inline void tight_loop_contents(void) {}

int dma_claim_unused_channel(bool required);
void dma_channel_claim(uint channel);
void dma_channel_unclaim(uint channel);

static inline dma_channel_config dma_channel_get_default_config(uint channel) {
  dma_channel_config c = {(channel << 11) | (2u << 2) | (1u << 4) | 1u};
  return c;
}
static inline void channel_config_set_read_increment(dma_channel_config *c, bool incr) {
  c->ctrl = incr ? (c->ctrl | (1u << 4)) : (c->ctrl & ~(1u << 4));
}
static inline void channel_config_set_write_increment(dma_channel_config *c, bool incr) {
  c->ctrl = incr ? (c->ctrl | (1u << 5)) : (c->ctrl & ~(1u << 5));
}
static inline void channel_config_set_dreq(dma_channel_config *c, uint dreq) {
  c->ctrl = (c->ctrl & ~(0x3fu << 15)) | (dreq << 15);
}
static inline void channel_config_set_transfer_data_size(dma_channel_config *c, enum dma_channel_transfer_size size) {
  c->ctrl = (c->ctrl & ~(3u << 2)) | ((uint)size << 2);
}
static inline void channel_config_set_ring(dma_channel_config *c, bool write, uint size_bits) {
  c->ctrl = (c->ctrl & ~(0x1fu << 6)) | (size_bits << 6) | (write ? (1u << 10) : 0);
}
static inline void channel_config_set_chain_to(dma_channel_config *c, uint chain_to) {
  c->ctrl = (c->ctrl & ~(0xfu << 11)) | (chain_to << 11);
}
static inline void dma_channel_set_read_addr(uint channel, const volatile void *read_addr, bool trigger) {
  if (!trigger) {
    DMA_CHANNELS[channel].read_addr = (uintptr_t)read_addr;
  } else {
    DMA_CHANNELS[channel].al3_read_addr_trig = (uintptr_t)read_addr;
  }
}
static inline void dma_channel_set_write_addr(uint channel, volatile void *write_addr, bool trigger) {
  if (!trigger) {
    DMA_CHANNELS[channel].write_addr = (uintptr_t)write_addr;
  } else {
    DMA_CHANNELS[channel].al2_write_addr_trig = (uintptr_t)write_addr;
  }
}
static inline void dma_channel_set_trans_count(uint channel, uint32_t trans_count, bool trigger) {
  if (!trigger) {
    DMA_CHANNELS[channel].transfer_count = trans_count;
  } else {
    DMA_CHANNELS[channel].al1_transfer_count_trig = trans_count;
  }
}
static inline void dma_channel_set_config(uint channel, const dma_channel_config *config, bool trigger) {
  if (!trigger) {
    DMA_CHANNELS[channel].al1_ctrl = config->ctrl;
  } else {
    DMA_CHANNELS[channel].ctrl_trig = config->ctrl;
  }
}
static inline void dma_channel_configure(uint channel, const dma_channel_config *config, volatile void *write_addr, const volatile void *read_addr, uint transfer_count, bool trigger) {
  dma_channel_set_read_addr(channel, read_addr, false);
  dma_channel_set_write_addr(channel, write_addr, false);
  dma_channel_set_trans_count(channel, transfer_count, false);
  dma_channel_set_config(channel, config, trigger);
}
static inline void dma_channel_transfer_from_buffer_now(uint channel, const volatile void *read_addr, uint32_t transfer_count) {
  DMA_CHANNELS[channel].read_addr = (uintptr_t)read_addr;
  DMA_CHANNELS[channel].al1_transfer_count_trig = transfer_count;
}
static inline void dma_channel_transfer_to_buffer_now(uint channel, volatile void *write_addr, uint32_t transfer_count) {
  DMA_CHANNELS[channel].write_addr = (uintptr_t)write_addr;
  DMA_CHANNELS[channel].al1_transfer_count_trig = transfer_count;
}
static inline void dma_channel_start(uint channel) { DMA_CHANNELS[0].ctrl_trig = 1u << channel; }
static inline void dma_start_channel_mask(uint32_t chan_mask) {
  *(volatile uint32_t *)0x50000430 = chan_mask;
}
static inline bool dma_channel_is_busy(uint channel) {
  return (DMA_CHANNELS[channel].al1_ctrl & DMA_BUSY_BITS) != 0;
}
static inline void dma_channel_wait_for_finish_blocking(uint channel) {
  while (dma_channel_is_busy(channel)) tight_loop_contents();
  // stop the compiler hoisting a non volatile buffer access above the DMA completion.
  __compiler_memory_barrier();
}
static inline void dma_channel_abort(uint channel) {
  DMA_CHAN_ABORT = 1u << channel;
  while (DMA_CHANNELS[channel].ctrl_trig & DMA_BUSY_BITS) tight_loop_contents();
}
static inline bool dma_channel_get_irq0_status(uint channel) { return DMA_INTS0 & (1u << channel); }
static inline void dma_channel_acknowledge_irq0(uint channel) { DMA_INTS0 = 1u << channel; }

void dma_channel_set_irq0_enabled(uint channel, bool enabled);
void sleep_ms(uint32_t ms);
typedef void (*irq_handler_t)(void);
void irq_set_exclusive_handler(uint32_t num, irq_handler_t handler);
void irq_set_enabled(uint32_t num, bool enabled);
