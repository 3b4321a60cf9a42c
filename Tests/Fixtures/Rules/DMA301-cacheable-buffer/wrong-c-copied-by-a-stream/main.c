// platform: stm32h743
#include <stdint.h>
#define REG(a) (*(volatile uint32_t *)(a))

static uint8_t from[64] __attribute__((aligned(32), section(".sram")));
static uint8_t to[64] __attribute__((aligned(32), section(".sram")));

// One look ends what reads and what writes; the read of the copy is the cause's, and no finding of its own.
uint8_t copy(void) {
  for (int i = 0; i < 64; i++) from[i] = (uint8_t)i;
  REG(0x40020418) = (uint32_t)from;
  REG(0x4002041C) = (uint32_t)to;
  REG(0x40020414) = 64;
  __asm__ volatile("dmb" ::: "memory");
  REG(0x40020410) = 0x681;                // finding: DMA301 "'from'" finding: DMA301 "'to'"
  while (!(REG(0x40020400) & 0x28)) {}
  __asm__ volatile("dmb" ::: "memory");
  return to[0];
}
