// platform: stm32f4
// Which step is next decides what runs; a step back starts the next block.
#include "hal.h"
SD_HandleTypeDef card;
__attribute__((aligned(32))) uint8_t out[512];
__attribute__((aligned(32))) uint8_t in[512];
static __IO uint8_t step = 0;
static __IO uint32_t sent, received;
void HAL_SD_TxCpltCallback(SD_HandleTypeDef *h) { sent = 1; }
void HAL_SD_RxCpltCallback(SD_HandleTypeDef *h) { received = 1; }
int main(void) {
  uint32_t index = 0;
  
  while (1) {
    switch (step) {
    case 0:
      for (index = 0; index < 512; index++) out[index] = (uint8_t)index;
      index = 0;
      step++;
      break;
    case 1:
      sent = 0;
      if (HAL_SD_WriteBlocks_DMA(&card, out, 0, 1) != HAL_OK) Error_Handler();
      step++;
      break;
    case 2:
      if (sent != 0) {
        index++;
        if (index < 8) step--; else step++;
      }
      break;
    case 3:
      for (index = 0; index < 512; index++) in[index] = 0;
      step++;
      break;
    case 4:
      received = 0;
      if (HAL_SD_ReadBlocks_DMA(&card, in, 0, 1) != HAL_OK) Error_Handler();
      step++;
      break;
    case 5:
      if (received != 0) {
        index++;
        if (index < 8) step--; else step++;
      }
      break;
    case 6:
      __asm__ volatile("" ::: "memory");
      index = 0;
      while (index < 512 && in[index] == out[index]) index++;
      if (index != 512) Error_Handler();
      step = 0;
      break;
    default: Error_Handler();
    }
  }
}
