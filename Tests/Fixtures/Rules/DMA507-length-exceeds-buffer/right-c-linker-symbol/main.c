// platform: stm32f4
#include "regs.h"

// The script says how much lies between the two; the type of its symbols is nobody's.
extern uint8_t _capture_begin, _capture_end;

int main(void) {
  uint8_t *capture = &_capture_begin;
  if (HAL_UART_Receive_DMA(&huart2, capture, 512) != HAL_OK) return 1;
  while (HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY) {}
  return capture[0] + capture[511];
}
