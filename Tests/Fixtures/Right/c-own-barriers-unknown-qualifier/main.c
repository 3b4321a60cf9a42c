// platform: stm32f4
// starts: 1
#include "registers.h"

static uint8_t line[8];

int main(void) {
  for (unsigned i = 0; i < sizeof line; i++) line[i] = 1;
  STREAM6->PAR = 0x40004404UL;
  STREAM6->M0AR = (uint32_t)line;
  STREAM6->NDTR = sizeof line;
  __DMB();
  STREAM6->CR = 0x441UL;
  while ((STREAM6->CR & 1UL) != 0) {}
  return 0;
}
