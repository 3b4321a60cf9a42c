// platform: rp2040
#include <stdbool.h>
#include <stdint.h>
typedef unsigned int uint;
typedef struct { uint32_t ctrl; } dma_channel_config;
void dma_channel_configure(
  uint channel, const dma_channel_config *config, volatile void *write_addr,
  const volatile void *read_addr, uint transfer_count, bool trigger);

// Of a kit of one's own: each look is a load with acquire order.
static inline bool dma_channel_is_busy(uint channel) {
  uint32_t *control = (uint32_t *)(0x5000000CUL + channel * 0x40);
  return (__atomic_load_n(control, __ATOMIC_ACQUIRE) & (1u << 24)) != 0;
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
  return destination[0];
}
