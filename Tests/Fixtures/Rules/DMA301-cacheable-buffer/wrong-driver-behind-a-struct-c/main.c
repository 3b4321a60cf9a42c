// platform: stm32h743
#include <stdint.h>
#define putreg32(value, address) (*(volatile uint32_t *)(address) = (value))

// The driver is told by its owner where its registers are, and by its caller which buffer to fill.
struct sdio { int (*receive)(struct sdio *); };
struct sdmmc { struct sdio lower; uint32_t base; };
static uint8_t sector[512] __attribute__((aligned(32), section(".axi")));

static inline void put(struct sdmmc *sd, uint32_t value, int offset) {
  putreg32(value, sd->base + offset);
}

int receive(struct sdio *lower) {
  struct sdmmc *sd = (struct sdmmc *)lower;
  put(sd, 512, 0x28);
  put(sd, (uint32_t)sector, 0x58);        // finding: DMA902
  put(sd, 1, 0x50);                       // finding: DMA301 "nothing maintains"
  return 0;
}
