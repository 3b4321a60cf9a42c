// platform: stm32f4
// starts: 1
#include <stdint.h>
#define REG(a) (*(volatile uint32_t *)(a))

static uint8_t from[64], to[64];

// Both addresses are memory's: the platform describes what a stream's registers take.
uint8_t copy(void) {
  for (int i = 0; i < 64; i++) from[i] = (uint8_t)i;
  REG(0x40026418) = (uint32_t)from;
  REG(0x4002641C) = (uint32_t)to;
  REG(0x40026414) = 64;
  __asm__ volatile("dmb" ::: "memory");
  REG(0x40026410) = 0x681;
  while (!(REG(0x40026400) & 0x28)) {}
  __asm__ volatile("dmb" ::: "memory");
  return to[0];
}
