// platform: stm32f4
#include "regs.h"

static uint8_t picture[70000] __attribute__((aligned(4))) = {1};

// Words are counted.
int main(void) {
  DMA1_Stream6->PAR = USART2_DR;
  DMA1_Stream6->M0AR = (uint32_t)picture;
  DMA1_Stream6->NDTR = sizeof picture / 4;
  __DMB();
  DMA1_Stream6->CR = CR_MEMORY_MOVES | CR_FROM_MEMORY | CR_PERIPHERAL_WORDS | CR_MEMORY_WORDS | CR_EN;
  while (!(DMA1->HISR & HISR_TCIF6)) {}
  __DMB();
  for (;;) {}
}
