// why: each microphone has a filter, a channel and a row of its own
// platform: generic
#include <stdint.h>

typedef struct {
  int instance;
} DFSDM_Filter_HandleTypeDef;

int HAL_DFSDM_FilterRegularStart_DMA(
    DFSDM_Filter_HandleTypeDef *filter, int32_t *data, uint32_t length);

static DFSDM_Filter_HandleTypeDef filters[4];
static int32_t samples[4][8];

static inline uint32_t position(uint32_t bit) {
  uint32_t reversed;
  __asm volatile("rbit %0, %1" : "=r"(reversed) : "r"(bit));
  return (uint32_t)__builtin_clz(reversed);
}

int start_first_two(void) {
  if (HAL_DFSDM_FilterRegularStart_DMA(&filters[0], samples[0], 8)) return -1;
  if (HAL_DFSDM_FilterRegularStart_DMA(&filters[1], samples[1], 8)) return -1;
  return 0;
}

int start_by_mask(void) {
  if (HAL_DFSDM_FilterRegularStart_DMA(&filters[position(4)], samples[position(4)], 8)) return -1;
  if (HAL_DFSDM_FilterRegularStart_DMA(&filters[position(8)], samples[position(8)], 8)) return -1;
  return 0;
}
