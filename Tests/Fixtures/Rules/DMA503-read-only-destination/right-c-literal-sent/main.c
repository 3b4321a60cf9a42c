// platform: stm32f4
#include "regs.h"

int main(void) {
  if (HAL_UART_Transmit_DMA(&huart2, (const uint8_t *)"ready", 5) != HAL_OK) return 1;
  while (HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY) {}
  for (;;) {}
}
