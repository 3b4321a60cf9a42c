// platform: stm32f4
#include <stdint.h>
#define REG(a) (*(volatile uint32_t *)(a))

static uint16_t samples[64];

// The flag says that the first half is there; the second one is being filled.
uint32_t sum(void) {
  uint32_t total = 0;
  REG(0x40026418) = 0x4001204C;
  REG(0x4002641C) = (uint32_t)samples;
  REG(0x40026414) = 64;
  __asm__ volatile("dmb" ::: "memory");
  REG(0x40026410) = 0x2D01;               // circular
  while (!(REG(0x40026400) & 0x10)) {}
  __asm__ volatile("dmb" ::: "memory");
  for (int i = 32; i < 64; i++) total += samples[i];  // finding: DMA405 "filling this part"
  return total;
}
