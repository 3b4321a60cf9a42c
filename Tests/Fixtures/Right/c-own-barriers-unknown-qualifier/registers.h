#pragma once
#include <stdint.h>

// Its own barriers, and a qualifier from a header that is not in the inputs.
static inline void __DMB(void) { __asm volatile("dmb 0xF" ::: "memory"); }
typedef struct {
  __IO uint32_t LISR, HISR, LIFCR, HIFCR;
} dma_t;
typedef struct {
  volatile uint32_t CR, NDTR, PAR, M0AR;
} stream_t;
#define DMA1 ((dma_t *)0x40026000UL)
#define STREAM6 ((stream_t *)0x400260A0UL)
