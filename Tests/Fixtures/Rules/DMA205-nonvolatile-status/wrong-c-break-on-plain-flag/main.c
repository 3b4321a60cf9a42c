// platform: stm32f4
#include "../../../Shims/HAL/hal.h"

static uint8_t page[64];
static int done;

void HAL_UART_RxCpltCallback(UART_HandleTypeDef *uart) { done = 1; }

// The compiler reads the flag once, and then turns round on the spot.
static uint8_t receive(void) {
  done = 0;
  if (HAL_UART_Receive_DMA(&huart1, page, sizeof page) != HAL_OK) return 0;
  for (;;) {
    if (done) break;  // finding: DMA205
  }
  return page[3];
}

int main(void) {
  while (receive() != 3) {
  }
  return 0;
}
