// platform: stm32f4
#include "regs.h"

static const uint8_t table[8] = {1, 2, 3};

static int receive(uint8_t *into) {
  if (HAL_UART_Receive_DMA(&huart2, into, 8) != HAL_OK) return 0;  // finding: DMA503
  while (HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY) {}
  return 1;
}

int main(void) {
  if (!receive((uint8_t *)table)) return 1;
  for (;;) {}
}
