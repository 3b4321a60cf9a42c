// platform: stm32h743
#include "hal.h"

SD_HandleTypeDef card;
static struct { uint32_t magic; uint8_t reserved[28]; uint8_t bytes[512]; } __attribute__((aligned(32))) file;
static __IO uint32_t received;

void HAL_SD_RxCpltCallback(SD_HandleTypeDef *h) {
  SCB_InvalidateDCache_by_Addr(file.bytes, 512);
  received = 1;
}

int main(void) {
  SCB_EnableDCache();
  file.magic = 1;
  SCB_CleanDCache_by_Addr(&file, sizeof file);
  received = 0;
  if (HAL_SD_ReadBlocks_DMA(&card, file.bytes, 0, 1) != HAL_OK) Error_Handler();
  while (received == 0) {}
  __asm__ volatile("" ::: "memory");
  if (file.bytes[0] != 3) Error_Handler();
  for (;;) {}
}
