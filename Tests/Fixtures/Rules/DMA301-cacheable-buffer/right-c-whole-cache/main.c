// platform: stm32h743
#include "hal.h"
DMA_HandleTypeDef channel;
static const uint32_t source[32] = {1,2,3,4};
__attribute__((aligned(32))) static uint32_t target[32];
static __IO uint32_t failed, done;
static void Complete(DMA_HandleTypeDef *h) { done = 1; }
static void Failed(DMA_HandleTypeDef *h) { failed = 1; }
static void start(void) {
  HAL_DMA_RegisterCallback(&channel, HAL_DMA_XFER_CPLT_CB_ID, Complete);
  HAL_DMA_RegisterCallback(&channel, HAL_DMA_XFER_ERROR_CB_ID, Failed);
  if (HAL_DMA_Start_IT(&channel, (uint32_t)&source, (uint32_t)&target, 32) != HAL_OK) Error_Handler();
}
int main(void) {
  SCB_EnableDCache();
  failed = 0;
  done = 0;
  start();
  while ((done == 0) && (failed == 0)) {}
  if (done) {
    SCB_InvalidateDCache();
    if (target[3] != 4) Error_Handler();
  }
  while (1) {}
}
