// platform: stm32f4
#include "regs.h"

static const uint8_t greeting[16] = "how do you do";

// The direction bits are not set: the stream writes what it was meant to read.
int main(void) {
  DMA1_Stream6->PAR = USART2_DR;
  DMA1_Stream6->M0AR = (uint32_t)greeting;
  DMA1_Stream6->NDTR = 16;
  __DMB();
  DMA1_Stream6->CR = CR_MEMORY_MOVES | CR_EN;  // finding: DMA503
  while (!(DMA1->HISR & HISR_TCIF6)) {}
  __DMB();
  for (;;) {}
}
