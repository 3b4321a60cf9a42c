// platform: stm32f4
#include "regs.h"

static uint8_t bytes[8];

// The view is constant, what it shows is not.
static const uint8_t *const view = bytes;

int main(void) {
  if (HAL_UART_Receive_DMA(&huart2, (uint8_t *)view, 8) != HAL_OK) return 1;
  while (HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY) {}
  return bytes[0] + bytes[7];
}
