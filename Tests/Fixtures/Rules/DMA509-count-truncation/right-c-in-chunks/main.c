// platform: nrf52832
#include "spim.h"

static uint8_t frame[320];

static void spim_write(const uint8_t *bytes, uint32_t length) {
  while (length > 0) {
    uint32_t part = length > 255 ? 255 : length;
    NRF_SPIM0->TXD_PTR = (uint32_t)(uintptr_t)bytes;
    NRF_SPIM0->TXD_MAXCNT = part;
    NRF_SPIM0->RXD_MAXCNT = 0;
    NRF_SPIM0->EVENTS_END = 0;
    __asm volatile("dmb" ::: "memory");
    NRF_SPIM0->TASKS_START = 1;
    while (NRF_SPIM0->EVENTS_END == 0) {
    }
    bytes += part;
    length -= part;
  }
}

int main(void) {
  for (int i = 0; i < 320; i++) frame[i] = (uint8_t)i;
  spim_write(frame, sizeof frame);
  return 0;
}
