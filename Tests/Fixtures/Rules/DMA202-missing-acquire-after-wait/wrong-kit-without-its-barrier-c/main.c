// platform: rp2040
#include <stdbool.h>
#include <stdint.h>
typedef unsigned int uint;
typedef struct { uint32_t ctrl; } dma_channel_config;
void dma_channel_configure(
  uint channel, const dma_channel_config *config, volatile void *write_addr,
  const volatile void *read_addr, uint transfer_count, bool trigger);

// The kit's first releases: only later ones end with a compiler barrier.
static inline bool dma_channel_is_busy(uint channel) {
  return (*(volatile uint32_t *)(0x5000000CUL + channel * 0x40) & (1u << 24)) != 0;
}
static inline void tight_loop_contents(void) {}
static inline void dma_channel_wait_for_finish_blocking(uint channel) {
  while (dma_channel_is_busy(channel)) tight_loop_contents();
}

static const char source[] = "Hello, world!";
static char destination[sizeof source];

char firstOfCopy(uint channel, const dma_channel_config *config) {
  dma_channel_configure(channel, config, destination, source, sizeof source, true);
  dma_channel_wait_for_finish_blocking(channel);
  return destination[0];                  // finding: DMA202 "nothing orders"
}
