#pragma once
#include <stdint.h>
#define __IO volatile
typedef enum { HAL_OK = 0, HAL_ERROR, HAL_BUSY, HAL_TIMEOUT } HAL_StatusTypeDef;
typedef struct __DMA_HandleTypeDef { void *Instance; void (*XferCpltCallback)(struct __DMA_HandleTypeDef *); void (*XferErrorCallback)(struct __DMA_HandleTypeDef *);} DMA_HandleTypeDef;
typedef enum { HAL_DMA_XFER_CPLT_CB_ID = 0, HAL_DMA_XFER_HALFCPLT_CB_ID, HAL_DMA_XFER_M1CPLT_CB_ID, HAL_DMA_XFER_M1HALFCPLT_CB_ID, HAL_DMA_XFER_ERROR_CB_ID } HAL_DMA_CallbackIDTypeDef;
HAL_StatusTypeDef HAL_DMA_RegisterCallback(DMA_HandleTypeDef *hdma, HAL_DMA_CallbackIDTypeDef CallbackID, void (* pCallback)(DMA_HandleTypeDef *_hdma));
HAL_StatusTypeDef HAL_DMA_Start_IT(DMA_HandleTypeDef *hdma, uint32_t SrcAddress, uint32_t DstAddress, uint32_t DataLength);
void SCB_CleanDCache(void);
void SCB_InvalidateDCache(void);
void SCB_EnableDCache(void);
void Error_Handler(void);
