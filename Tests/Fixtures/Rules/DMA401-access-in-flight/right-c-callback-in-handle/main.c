// platform: stm32h743
#include "hal.h"
DMA_HandleTypeDef channel;
static const uint32_t source[32] = {1,2,3,4};
__attribute__((aligned(32))) static uint32_t target[32];
static __IO uint32_t failed, done;
static void Complete(DMA_HandleTypeDef *h) { done = 1; }
static void Failed(DMA_HandleTypeDef *h) { failed = 1; }
int main(void) {
  SCB_EnableDCache();
  channel.XferCpltCallback = Complete;
  channel.XferErrorCallback = Failed;
  if (HAL_DMA_Start_IT(&channel, (uint32_t)&source, (uint32_t)&target, 32) != HAL_OK) Error_Handler();
  while ((done == 0) && (failed == 0)) {}
  if (done) {
    SCB_InvalidateDCache_by_Addr(target, sizeof target);
    if (target[3] != 4) Error_Handler();
  }
  while (1) {}
}
