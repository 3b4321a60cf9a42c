// platform: stm32f4
#include "dma.h"

static uint8_t out[16];

static void burst(uint8_t value) {
  for (int i = 0; i < 16; i++) out[i] = value;
  STREAM6->PAR = USART2_DR;
  STREAM6->M0AR = (uint32_t)out;
  STREAM6->NDTR = 16;
  __DMB();
  STREAM6->CR = DIR_OUT | MINC | EN;
  while ((DMA1->HISR & TCIF6) == 0) {}
  DMA1->HIFCR = TCIF6;
}

int main(void) {
  for (uint8_t i = 0; i < 4; i++) burst(i);
}
