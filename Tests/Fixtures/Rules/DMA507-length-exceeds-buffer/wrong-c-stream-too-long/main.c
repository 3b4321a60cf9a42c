// platform: stm32f4
#include "regs.h"

static uint8_t frame[64] = {1};

int main(void) {
  DMA1_Stream6->PAR = USART2_DR;
  DMA1_Stream6->M0AR = (uint32_t)frame;
  DMA1_Stream6->NDTR = 80;
  __DMB();
  DMA1_Stream6->CR = CR_MEMORY_MOVES | CR_FROM_MEMORY | CR_EN;  // finding: DMA507 "80 bytes"
  while (!(DMA1->HISR & HISR_TCIF6)) {}
  __DMB();
  for (;;) {}
}
