// platform: stm32f4
#include "regs.h"

static const uint8_t picture[65535] = {1};

int main(void) {
  if (HAL_UART_Transmit_DMA(&huart2, picture, sizeof picture) != HAL_OK) return 1;
  while (HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY) {}
  for (;;) {}
}
