// platform: bcm2837
#include "pi.h"

// Filling with zeroes executes no barrier, wherever its body is.
static uint32_t bad_ask(uint32_t *message, uint32_t tag) {
  message[0] = 32;
  message[2] = tag;
  memset(message + 4, 0, 16);
  barrier_inner();  // finding: DMA204
  *MAILBOX_WRITE = (uint32_t)(uintptr_t)message | 0xC0000000u | 8;
  while (*MAILBOX_STATUS & 0x40000000u) {}
  barrier_system();
  return message[5];
}

__attribute__((section(".dma_nc"), aligned(16))) static uint32_t message[8];

int main(void) { return (int)bad_ask(message, 0x10005); }
