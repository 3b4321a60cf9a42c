#pragma once
#include "pico.h"

#define LED_CHANNEL 7

// Shows a colour on four lamps; the channel is set up once.
static inline void led_show(uint32_t colour) {
  uint32_t words[4];
  for (int i = 0; i < 4; i++) words[i] = colour;
  __atomic_thread_fence(__ATOMIC_RELEASE);
  dma_channel_transfer_from_buffer_now(LED_CHANNEL, words, 4);
  dma_channel_wait_for_finish_blocking(LED_CHANNEL);
}
