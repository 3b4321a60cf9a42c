#pragma once
#include <stdbool.h>
#include <stdint.h>
#define INVALIDATE_LINE (*(volatile uint32_t *)0xE000EF5CUL)

static inline void forget(const void *from, uint32_t count) {
  uint32_t at = (uint32_t)(uintptr_t)from;
  const uint32_t end = at + count;
  __asm__ volatile("dsb 0xF" ::: "memory");
  for (; at < end; at += 32) INVALIDATE_LINE = at;  // finding: DMA306
  __asm__ volatile("dsb 0xF" ::: "memory");
}

static inline void send(const void *bytes, uint32_t count) {
  *(volatile uint32_t *)0x400260ACUL = (uint32_t)(uintptr_t)bytes;
  *(volatile uint32_t *)0x400260A4UL = count;
  *(volatile uint32_t *)0x400260A0UL = 1u << 10 | 1u << 6 | 1;
}

static inline bool sent(void) { return *(volatile uint32_t *)0x40026004UL & 1u << 21; }
