// platform: cortex-m4
#include <stdint.h>
#define REG(a) (*(volatile uint32_t *)(a))

static uint8_t line[64];

// The loop looks for the end of a line: no place of the buffer is waited for.
int length(void) {
  int count = 0;
  REG(0x40026018) = (uint32_t)line;       // finding: DMA902
  __asm__ volatile("dmb" ::: "memory");
  REG(0x40026010) = 1;
  while (count < 64) {
    if (line[count] == 10) break;         // finding: DMA401 "read while"
    count++;
  }
  while (!(REG(0x40026000) & 3)) {}
  __asm__ volatile("dmb" ::: "memory");
  return line[0] == 10 ? 0 : count;
}
