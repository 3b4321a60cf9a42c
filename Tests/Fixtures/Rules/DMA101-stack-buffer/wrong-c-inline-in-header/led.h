#pragma once
#include "pico.h"

#define LED_CHANNEL 7

// Shows a colour on four lamps; the channel is set up once.
static inline void led_show(uint32_t colour) {
  uint32_t words[4]; // label: "stack frame"
  for (int i = 0; i < 4; i++) words[i] = colour;
  __atomic_thread_fence(__ATOMIC_RELEASE);
  dma_channel_transfer_from_buffer_now(LED_CHANNEL, words, 4); // finding: DMA101 "'words'"
}
