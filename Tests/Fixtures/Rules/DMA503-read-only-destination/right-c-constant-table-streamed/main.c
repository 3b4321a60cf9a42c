// platform: rp2040
#include <stdint.h>
typedef struct { volatile uint32_t ctrl, flush, stat, ctr_hit, ctr_acc, stream_addr, stream_ctr, stream_fifo; } xip_t;
#define XIP ((xip_t *)0x14000000)
#define DMA0 ((volatile uint32_t *)0x50000000)
static const uint32_t table[32] = {1, 2, 3, 4};
static uint32_t copy[32];
int main(void) {
  while (!(XIP->stat & 1)) (void)XIP->stream_fifo;
  XIP->stream_addr = (uint32_t)&table[0];
  XIP->stream_ctr = 32;
  for (int i = 0; i < 32; i++) copy[i] = XIP->stream_fifo;
  for (int i = 0; i < 32; i++) if (copy[i] != table[i]) return 1;
  return 0;
}
