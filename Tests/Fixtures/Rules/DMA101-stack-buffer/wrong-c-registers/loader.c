#include "loader.h"

struct stream {
  volatile uint32_t control, count, source, sink;
};

#define STREAM ((struct stream *)0x40026410)

// Gives up too early: the stream is not switched off, and the block is in this frame.
uint32_t loader_check(uint32_t address) {
  uint32_t block[16]; // label: "stack frame"
  uint32_t sum = 0;
  STREAM->source = address;
  STREAM->sink = (uint32_t)block;
  STREAM->count = 16;
  __asm__ volatile("" ::: "memory");
  STREAM->control = 0x1;  // finding: DMA101 "'block'"
  for (int turn = 0; STREAM->control & 1; turn++) {
    if (turn > 1000) return 0;
  }
  __asm__ volatile("" ::: "memory");
  for (int i = 0; i < 16; i++) sum += block[i];
  return sum;
}
