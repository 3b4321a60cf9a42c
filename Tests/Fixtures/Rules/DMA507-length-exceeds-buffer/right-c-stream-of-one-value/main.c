// platform: stm32f4
#include "regs.h"

static uint32_t blank[1] = {0xFFFFFFFF};

// The address stays where it is.
int main(void) {
  DMA1_Stream6->PAR = USART2_DR;
  DMA1_Stream6->M0AR = (uint32_t)blank;
  DMA1_Stream6->NDTR = 320;
  __DMB();
  DMA1_Stream6->CR = CR_FROM_MEMORY | CR_PERIPHERAL_WORDS | CR_MEMORY_WORDS | CR_EN;
  while (!(DMA1->HISR & HISR_TCIF6)) {}
  __DMB();
  for (;;) {}
}
