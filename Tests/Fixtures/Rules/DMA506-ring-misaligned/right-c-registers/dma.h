#pragma once
#include <stdint.h>

// One channel of the RP2040's DMA, as the datasheet lists its registers.
typedef struct {
  volatile uint32_t read_addr, write_addr, transfer_count, ctrl_trig, al1_ctrl;
} dma_channel_hw_t;
#define CHANNEL0 ((dma_channel_hw_t *)0x50000000UL)
#define CTRL_EN 1UL
#define CTRL_INCR_WRITE (1UL << 5)
#define CTRL_RING(bits) ((uint32_t)(bits) << 6)
#define CTRL_RING_WRITES (1UL << 10)
#define CTRL_BUSY (1UL << 24)
#define ADC_FIFO 0x4004C00CUL
static inline void __dmb(void) { __asm__ volatile("dmb" ::: "memory"); }
