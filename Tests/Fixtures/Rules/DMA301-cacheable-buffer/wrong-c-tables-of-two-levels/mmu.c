#include "cpu.h"

// One table for each GiB; the last MiB of the first one's RAM is not cached, and the script puts
// .dma_nc there.
uint32_t message[36] __attribute__((section(".dma_nc"), aligned(64)));
uint32_t spare[36] __attribute__((aligned(64)));
static uint64_t gigabytes[512] __attribute__((aligned(4096)));
static uint64_t blocks[2][512] __attribute__((aligned(4096)));

static uint64_t kind_of(uint64_t address) {
  if (address >= 0x3F000000) return 1ull << 53;
  if (address >= 0x3E000000) return 2 << 2;
  return 1 << 2 | 3 << 8;
}

static void map_block(uint64_t address) {
  blocks[address >> 30][address >> 21 & 511] = address | kind_of(address) | 1 << 10 | 1;
}

void map_memory(void) {
  for (int i = 0; i < 2; i++) gigabytes[i] = (uint64_t)(uintptr_t)&blocks[i][0] | 3;
  for (uint64_t block = 0; block < 0x80000000; block += 0x200000) map_block(block);
  __asm__ volatile("msr mair_el1, %x0" ::"r"((uint64_t)0x44ff00));
  __asm__ volatile("msr tcr_el1, %x0" ::"r"((uint64_t)(25 | 1 << 8 | 1 << 10 | 3 << 12)));
  __asm__ volatile("msr ttbr0_el1, %x0" ::"r"((uint64_t)(uintptr_t)gigabytes));
  uint64_t control;
  __asm__ volatile("mrs %0, sctlr_el1" : "=r"(control));
  control |= 1 << 12 | 1 << 2 | 1;
  __asm__ volatile("msr sctlr_el1, %0\n\tisb" ::"r"(control) : "memory");
}
