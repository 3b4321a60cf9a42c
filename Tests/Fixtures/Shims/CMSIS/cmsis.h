#pragma once
#include <stdint.h>

// The parts of CMSIS-Core for a Cortex-M7 that firmware calls around DMA, written as in core_cm7.h
// and cachel1_armv7.h.

#define __SCB_DCACHE_LINE_SIZE 32U

static inline void __DMB(void) { __asm__ volatile("dmb 0xF" ::: "memory"); }
static inline void __DSB(void) { __asm__ volatile("dsb 0xF" ::: "memory"); }
static inline void __ISB(void) { __asm__ volatile("isb 0xF" ::: "memory"); }
static inline void __WFI(void) { __asm__ volatile("wfi" ::: "memory"); }
static inline void __disable_irq(void) { __asm__ volatile("cpsid i" ::: "memory"); }
static inline void __enable_irq(void) { __asm__ volatile("cpsie i" ::: "memory"); }

#define SCB_DCIMVAC (*(volatile uint32_t *)0xE000EF5CU)
#define SCB_DCCMVAC (*(volatile uint32_t *)0xE000EF68U)
#define SCB_DCCIMVAC (*(volatile uint32_t *)0xE000EF70U)

static inline void SCB_InvalidateDCache_by_Addr(volatile void *addr, int32_t dsize) {
  if (dsize > 0) {
    int32_t op_size = dsize + (int32_t)((uintptr_t)addr & (__SCB_DCACHE_LINE_SIZE - 1U));
    uint32_t op_addr = (uint32_t)(uintptr_t)addr;
    __DSB();
    do {
      SCB_DCIMVAC = op_addr;
      op_addr += __SCB_DCACHE_LINE_SIZE;
      op_size -= (int32_t)__SCB_DCACHE_LINE_SIZE;
    } while (op_size > 0);
    __DSB();
    __ISB();
  }
}

static inline void SCB_CleanDCache_by_Addr(volatile void *addr, int32_t dsize) {
  if (dsize > 0) {
    int32_t op_size = dsize + (int32_t)((uintptr_t)addr & (__SCB_DCACHE_LINE_SIZE - 1U));
    uint32_t op_addr = (uint32_t)(uintptr_t)addr;
    __DSB();
    do {
      SCB_DCCMVAC = op_addr;
      op_addr += __SCB_DCACHE_LINE_SIZE;
      op_size -= (int32_t)__SCB_DCACHE_LINE_SIZE;
    } while (op_size > 0);
    __DSB();
    __ISB();
  }
}

static inline void SCB_CleanInvalidateDCache_by_Addr(volatile void *addr, int32_t dsize) {
  if (dsize > 0) {
    int32_t op_size = dsize + (int32_t)((uintptr_t)addr & (__SCB_DCACHE_LINE_SIZE - 1U));
    uint32_t op_addr = (uint32_t)(uintptr_t)addr;
    __DSB();
    do {
      SCB_DCCIMVAC = op_addr;
      op_addr += __SCB_DCACHE_LINE_SIZE;
      op_size -= (int32_t)__SCB_DCACHE_LINE_SIZE;
    } while (op_size > 0);
    __DSB();
    __ISB();
  }
}

void SCB_EnableDCache(void);
void SCB_CleanDCache(void);
