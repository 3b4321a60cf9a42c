// platform: stm32f4
#include "regs.h"

static uint8_t picture[70000] = {1};

int main(void) {
  DMA1_Stream6->PAR = USART2_DR;
  DMA1_Stream6->M0AR = (uint32_t)picture;
  DMA1_Stream6->NDTR = sizeof picture;
  __DMB();
  DMA1_Stream6->CR = CR_MEMORY_MOVES | CR_FROM_MEMORY | CR_EN;  // finding: DMA509
  while (!(DMA1->HISR & HISR_TCIF6)) {}
  __DMB();
  for (;;) {}
}
