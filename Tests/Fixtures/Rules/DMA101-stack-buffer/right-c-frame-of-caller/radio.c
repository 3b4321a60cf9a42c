#include "radio.h"

#define RADIO_PACKETPTR (*(volatile uint32_t *)0x40001504)
#define RADIO_TASKS_START (*(volatile uint32_t *)0x40001008)
#define RADIO_EVENTS_END (*(volatile uint32_t *)0x4000110C)

// Returns when the radio has been started.
void radio_send(const struct packet *packet) {
  RADIO_EVENTS_END = 0;
  RADIO_PACKETPTR = (uint32_t)packet;
  __asm__ volatile("" ::: "memory");
  RADIO_TASKS_START = 1;
}

void radio_wait(void) {
  while (RADIO_EVENTS_END == 0) {
  }
}
