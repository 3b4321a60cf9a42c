// platform: stm32h743
#include "core.h"

static const ARM_MPU_Region_t table[] = {
  {.RBAR = ARM_MPU_RBAR(0UL, 0x24000000UL), .RASR = ARM_MPU_RASR(1UL, 0UL, 1UL, 1UL, REGION_512KB)},
  {.RBAR = ARM_MPU_RBAR(1UL, 0x30000000UL), .RASR = ARM_MPU_RASR(1UL, 0UL, 0UL, 0UL, REGION_32KB)},
};

static int send(uint8_t *text) {
  for (int i = 0; i < 64; i++) text[i] = (uint8_t)i;
  __DSB();
  if (HAL_UART_Transmit_DMA(&huart3, text, 64) != HAL_OK) return 0;
  while (HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY) {}
  return 1;
}

static void protect(void) {
  ARM_MPU_Disable();
  ARM_MPU_Load(table, sizeof table / sizeof table[0]);
  ARM_MPU_Enable(4);
}

int main(void) {
  protect();
  SCB_EnableDCache();
  if (!send((uint8_t *)0x30000000)) return 1;
  for (;;) {}
}
