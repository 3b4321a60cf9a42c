#pragma once
#include <stdint.h>
#define __IO volatile
typedef enum { HAL_OK = 0, HAL_ERROR, HAL_BUSY, HAL_TIMEOUT } HAL_StatusTypeDef;
typedef struct __DMA_HandleTypeDef { void *Instance; void (*XferCpltCallback)(struct __DMA_HandleTypeDef *); void (*XferErrorCallback)(struct __DMA_HandleTypeDef *);} DMA_HandleTypeDef;
HAL_StatusTypeDef HAL_DMA_Start_IT(DMA_HandleTypeDef *hdma, uint32_t SrcAddress, uint32_t DstAddress, uint32_t DataLength);
void SCB_CleanDCache(void);
void SCB_InvalidateDCache_by_Addr(volatile void *addr, int32_t dsize);
void SCB_EnableDCache(void);
void Error_Handler(void);
