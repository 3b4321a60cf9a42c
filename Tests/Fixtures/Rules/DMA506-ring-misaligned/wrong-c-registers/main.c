// platform: rp2040
#include "dma.h"

__attribute__((aligned(32))) static uint8_t ring[1024];

int main(void) {
  CHANNEL0->read_addr = ADC_FIFO;
  CHANNEL0->write_addr = (uint32_t)ring;
  CHANNEL0->transfer_count = 100000;
  CHANNEL0->ctrl_trig = CTRL_EN | CTRL_INCR_WRITE | CTRL_RING(10) | CTRL_RING_WRITES;  // finding: DMA506
  while (CHANNEL0->ctrl_trig & CTRL_BUSY) {}
  __dmb();
  return ring[0] + ring[1023];
}
