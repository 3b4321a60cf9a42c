// platform: stm32h743
#include "core.h"

uint32_t pool_base(void);

static int send(uint8_t *text) {
  for (int i = 0; i < 64; i++) text[i] = (uint8_t)i;
  __DSB();
  if (HAL_UART_Transmit_DMA(&huart3, text, 64) != HAL_OK) return 0;
  while (HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY) {}
  return 1;
}

static void protect(void) {
  MPU->CTRL = 0;
  MPU->RNR = 0;
  MPU->RBAR = pool_base();
  MPU->RASR = ARM_MPU_RASR(1UL, 0UL, 0UL, 0UL, REGION_32KB);
  MPU->CTRL = 5;
}

int main(void) {
  protect();
  SCB_EnableDCache();
  if (!send((uint8_t *)0x30000000)) return 1;
  for (;;) {}
}
