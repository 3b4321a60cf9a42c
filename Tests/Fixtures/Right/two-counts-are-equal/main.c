// platform: stm32f4
// starts: 1
#include "dma.h"

static uint8_t out[32];
static volatile uint32_t started, finished;

void DMA1_Stream6_IRQHandler(void) {
  DMA1->HIFCR = TCIF6;
  finished++;
}

// As many have ended as were begun.
static int idle(void) { return started == finished; }

static void send(uint8_t value) {
  for (unsigned i = 0; i < sizeof out; i++) out[i] = value;
  started++;
  STREAM6->PAR = USART2_DR;
  STREAM6->M0AR = (uint32_t)out;
  STREAM6->NDTR = sizeof out;
  __DMB();
  STREAM6->CR = DIR_OUT | MINC | TCIE | EN;
}

int main(void) {
  uint8_t value = 0;
  while (1) {
    if (idle() != 0) send(value++);
  }
}
