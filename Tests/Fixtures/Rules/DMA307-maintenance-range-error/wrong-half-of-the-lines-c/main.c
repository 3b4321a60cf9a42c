// platform: stm32h743
#include <stdint.h>
#define REG(a) (*(volatile uint32_t *)(a))

static uint8_t received[256] __attribute__((aligned(32), section(".sram")));

// The length is halved, as if it were counted in words of two bytes.
static void invalidate(void *start, uint32_t length) {
  uint32_t line = (uint32_t)start;
  __asm__ volatile("dsb" ::: "memory");
  for (; line < (uint32_t)start + length / 2; line += 32) {
    REG(0xE000EF5C) = line;               // finding: DMA307 "only 128 of the 256"
  }
  __asm__ volatile("dsb" ::: "memory");
}

uint8_t receive(void) {
  invalidate(received, sizeof received);
  REG(0x40020018) = 0x40011004;
  REG(0x4002001C) = (uint32_t)received;
  REG(0x40020014) = sizeof received;
  __asm__ volatile("dsb" ::: "memory");
  REG(0x40020010) = 0x401;
  while (!(REG(0x40020000) & 0x28)) {}
  invalidate(received, sizeof received);
  return received[200];
}
