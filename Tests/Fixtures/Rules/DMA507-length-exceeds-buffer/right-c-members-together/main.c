// platform: stm32f4
#include "regs.h"

static struct {
  uint8_t head[8], body[32], check[4];
} packet;

// Body and check value arrive in one transfer.
int main(void) {
  if (HAL_UART_Receive_DMA(&huart2, packet.body, 36) != HAL_OK) return 1;
  while (HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY) {}
  return packet.body[0] + packet.check[0];
}
