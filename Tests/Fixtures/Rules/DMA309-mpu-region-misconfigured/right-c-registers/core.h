#pragma once
// As CMSIS-Core is: a header that calls itself a system header, with the registers of the core.
#pragma clang system_header
#include <stdint.h>

typedef struct {
  volatile uint32_t TYPE, CTRL, RNR, RBAR, RASR;
  volatile uint32_t RBAR_A1, RASR_A1, RBAR_A2, RASR_A2, RBAR_A3, RASR_A3;
} MPU_Type;
#define MPU ((MPU_Type *)0xE000ED90UL)

typedef struct {
  uint32_t RBAR, RASR;
} ARM_MPU_Region_t;
#define ARM_MPU_RBAR(Region, Base) (((Base) & 0xFFFFFFE0UL) | (Region) | 0x10UL)
#define ARM_MPU_RASR(Tex, S, C, B, Size) \
  (((Tex) << 19) | ((S) << 18) | ((C) << 17) | ((B) << 16) | (3UL << 24) | ((Size) << 1) | 1UL)
#define REGION_32KB 14UL
#define REGION_512KB 18UL

void ARM_MPU_Load(ARM_MPU_Region_t const *table, uint32_t cnt);
void ARM_MPU_Enable(uint32_t MPU_Control);
void ARM_MPU_Disable(void);
void SCB_EnableDCache(void);
static inline void __DSB(void) { __asm__ volatile("dsb 0xF" ::: "memory"); }

typedef enum { HAL_OK, HAL_ERROR } HAL_StatusTypeDef;
typedef struct {
  volatile uint32_t gState;
} UART_HandleTypeDef;
#define HAL_UART_STATE_READY 0x20U
extern UART_HandleTypeDef huart3;
HAL_StatusTypeDef HAL_UART_Transmit_DMA(UART_HandleTypeDef *huart, const uint8_t *pData, uint16_t Size);
uint32_t HAL_UART_GetState(const UART_HandleTypeDef *huart);
