#pragma once
#include <stdint.h>

// ST's HAL, as far as an SPI port with wide frames needs it.
typedef enum { HAL_OK, HAL_ERROR, HAL_BUSY, HAL_TIMEOUT } HAL_StatusTypeDef;
typedef struct {
  uint32_t Mode, Direction, DataSize;
} SPI_InitTypeDef;
typedef struct {
  void *Instance;
  SPI_InitTypeDef Init;
  volatile uint32_t State;
} SPI_HandleTypeDef;
#define SPI_DATASIZE_8BIT 0x00000007UL
#define SPI_DATASIZE_16BIT 0x0000000FUL
#define HAL_SPI_STATE_READY 1U
HAL_StatusTypeDef HAL_SPI_Init(SPI_HandleTypeDef *hspi);
HAL_StatusTypeDef HAL_SPI_Transmit_DMA(SPI_HandleTypeDef *hspi, const uint8_t *pData, uint16_t Size);
uint32_t HAL_SPI_GetState(const SPI_HandleTypeDef *hspi);
static inline void __DMB(void) { __asm__ volatile("dmb 0xF" ::: "memory"); }
