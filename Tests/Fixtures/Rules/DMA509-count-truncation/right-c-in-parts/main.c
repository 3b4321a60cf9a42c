// platform: stm32f4
#include "regs.h"

static const uint8_t picture[320 * 240] = {1};

int main(void) {
  for (uint32_t at = 0; at < sizeof picture; at += 320 * 60) {
    if (HAL_UART_Transmit_DMA(&huart2, picture + at, 320 * 60) != HAL_OK) return 1;
    while (HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY) {}
  }
  for (;;) {}
}
