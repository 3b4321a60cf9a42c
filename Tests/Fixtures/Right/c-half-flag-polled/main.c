// platform: stm32f4
// starts: 1
#include <stdint.h>
#define REG(a) (*(volatile uint32_t *)(a))

static uint16_t samples[64];

// The first half is read when the stream says that it is done.
uint32_t sum(void) {
  uint32_t total = 0;
  REG(0x40026418) = 0x4001204C;
  REG(0x4002641C) = (uint32_t)samples;
  REG(0x40026414) = 64;
  __asm__ volatile("dmb" ::: "memory");
  REG(0x40026410) = 0x2D01;
  while (!(REG(0x40026400) & 0x10)) {}
  __asm__ volatile("dmb" ::: "memory");
  for (int i = 0; i < 32; i++) total += samples[i];
  return total;
}
