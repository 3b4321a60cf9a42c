#include "cpu.h"

uint32_t message[36] __attribute__((section(".dma_nc"), aligned(64)));
uint32_t spare[36] __attribute__((aligned(64)));
static uint64_t blocks[512] __attribute__((aligned(4096)));

// All memory is written back, whatever the section of a buffer is called.
void map_memory(void) {
  for (unsigned i = 0; i < 512; i++) {
    uint64_t kind = i < 504 ? 1 << 2 | 3 << 8 : 1ull << 53;
    blocks[i] = (uint64_t)i << 21 | kind | 1 << 10 | 1;
  }
  __asm__ volatile("msr mair_el1, %x0" ::"r"((uint64_t)0xff04));
  __asm__ volatile("msr tcr_el1, %x0" ::"r"((uint64_t)(1 << 23 | 34)));
  __asm__ volatile("msr ttbr0_el1, %x0" ::"r"((uint64_t)(uintptr_t)blocks));
  uint64_t control;
  __asm__ volatile("mrs %0, sctlr_el1" : "=r"(control));
  control |= 1 << 12 | 1 << 2 | 1;
  __asm__ volatile("msr sctlr_el1, %0\n\tisb" ::"r"(control) : "memory");
}
