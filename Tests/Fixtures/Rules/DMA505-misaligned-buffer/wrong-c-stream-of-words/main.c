// platform: stm32f4
#include "regs.h"

__attribute__((aligned(4))) static uint8_t frame[64] = {1};

// Behind a head of two bytes.
int main(void) {
  DMA1_Stream6->PAR = USART2_DR;
  DMA1_Stream6->M0AR = (uint32_t)(frame + 2);
  DMA1_Stream6->NDTR = 15;
  __DMB();
  DMA1_Stream6->CR = CR_MEMORY_MOVES | CR_FROM_MEMORY | CR_PERIPHERAL_WORDS | CR_MEMORY_WORDS | CR_EN;  // finding: DMA505
  while (!(DMA1->HISR & HISR_TCIF6)) {}
  __DMB();
  for (;;) {}
}
