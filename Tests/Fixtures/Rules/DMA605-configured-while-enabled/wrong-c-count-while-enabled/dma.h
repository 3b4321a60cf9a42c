#pragma once
#include <stdbool.h>
#include <stdint.h>

// Two streams of the STM32F4's DMA1, as RM0090 lists their registers.
typedef struct {
  volatile uint32_t CR, NDTR, PAR, M0AR, M1AR, FCR;
} stream_t;
typedef struct {
  volatile uint32_t LISR, HISR, LIFCR, HIFCR;
} dma_t;
#define DMA1 ((dma_t *)0x40026000UL)
#define STREAM5 ((stream_t *)0x40026088UL)
#define STREAM6 ((stream_t *)0x400260A0UL)
#define EN 1UL
#define TCIE (1UL << 4)
#define DIR_OUT (1UL << 6)
#define MINC (1UL << 10)
#define TCIF5 (1UL << 11)
#define TCIF6 (1UL << 21)
#define USART2_DR 0x40004404UL
static inline void __DMB(void) { __asm__ volatile("dmb 0xF" ::: "memory"); }
