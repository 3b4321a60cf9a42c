#pragma once

// Memory in whole cache lines: Swift aligns to 16 bytes at most.

#include <stdint.h>

/// What the DMA engine is told to do (BCM2835 ARM Peripherals, 4.2.1.1), and the rest of its
/// cache line.
struct control_block {
  uint32_t information;
  uint32_t source;
  uint32_t destination;
  uint32_t length;
  uint32_t stride;
  uint32_t next;
  uint32_t reserved[10];
};

extern struct control_block transmit_block, receive_block, ring_block, ring_end_block;

enum { STATIC_WORDS = 64 };
extern uint32_t static_words[STATIC_WORDS];
