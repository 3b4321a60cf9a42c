// platform: stm32f4
#include "hal.h"

static SPI_HandleTypeDef port;
static uint16_t words[32];

// The pointer is one to bytes, the port moves frames of two.
int main(void) {
  port.Init.DataSize = SPI_DATASIZE_16BIT;
  if (HAL_SPI_Init(&port) != HAL_OK) return 1;
  for (int i = 0; i < 32; i++) words[i] = (uint16_t)i;
  __DMB();
  if (HAL_SPI_Transmit_DMA(&port, (const uint8_t *)words, 32) != HAL_OK) return 1;
  while (HAL_SPI_GetState(&port) != HAL_SPI_STATE_READY) {}
  return 0;
}
