// platform: stm32f4
// starts: 1
#include "dma.h"

static uint8_t inbox[32];
static volatile uint32_t count;

void DMA1_Stream5_IRQHandler(void) {
  if (DMA1->HISR & TCIF5) {
    DMA1->HIFCR = TCIF5;
    count++;
  }
}

static void begin(void) {
  STREAM5->PAR = USART2_DR;
  STREAM5->M0AR = (uint32_t)inbox;
  STREAM5->NDTR = sizeof inbox;
  __DMB();
  STREAM5->CR = MINC | TCIE | EN;
}

// What the handler has counted differs from what it was the last time.
int main(void) {
  uint32_t seen = 0;
  uint32_t sum = 0;
  begin();
  while (sum < 100000) {
    uint32_t now = count;
    if (now != seen) {
      seen = now;
      __DMB();
      sum += inbox[0];
      begin();
    }
  }
  return 0;
}
