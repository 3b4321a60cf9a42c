#pragma once
#include <stdint.h>

// What firmware sees of ST's HAL: names and signatures of the vendor's headers. The bodies are
// compiled elsewhere, as in the vendor's build.

typedef enum { HAL_OK = 0x00U, HAL_ERROR = 0x01U, HAL_BUSY = 0x02U, HAL_TIMEOUT = 0x03U } HAL_StatusTypeDef;

#define HAL_MAX_DELAY 0xFFFFFFFFU
#define DMA_NORMAL 0x00000000U
#define DMA_CIRCULAR 0x00000100U

typedef struct {
  uint32_t Request, Direction, PeriphInc, MemInc, PeriphDataAlignment, MemDataAlignment, Mode, Priority;
} DMA_InitTypeDef;

typedef struct {
  void *Instance;
  DMA_InitTypeDef Init;
  volatile uint32_t State;
  void *Parent;
  volatile uint32_t ErrorCode;
} DMA_HandleTypeDef;

typedef uint32_t HAL_UART_StateTypeDef;
#define HAL_UART_STATE_READY 0x20U
#define HAL_UART_STATE_BUSY_TX 0x21U
#define HAL_UART_STATE_BUSY_RX 0x22U

typedef struct {
  void *Instance;
  uint16_t TxXferSize, RxXferSize;
  DMA_HandleTypeDef *hdmatx, *hdmarx;
  volatile HAL_UART_StateTypeDef gState, RxState;
  volatile uint32_t ErrorCode;
} UART_HandleTypeDef;

typedef enum { HAL_SPI_STATE_RESET = 0U, HAL_SPI_STATE_READY = 1U, HAL_SPI_STATE_BUSY = 2U } HAL_SPI_StateTypeDef;

typedef struct {
  void *Instance;
  DMA_HandleTypeDef *hdmatx, *hdmarx;
  volatile HAL_SPI_StateTypeDef State;
} SPI_HandleTypeDef;

typedef struct {
  void *Instance;
  DMA_HandleTypeDef *DMA_Handle;
  volatile uint32_t State;
} ADC_HandleTypeDef;

typedef struct {
  void *Instance;
  DMA_HandleTypeDef *hdmatx, *hdmarx;
  volatile uint32_t State;
} I2C_HandleTypeDef;

typedef enum { HAL_DMA_FULL_TRANSFER = 0x00U, HAL_DMA_HALF_TRANSFER = 0x01U } HAL_DMA_LevelCompleteTypeDef;

extern UART_HandleTypeDef huart1, huart2, huart3;
extern SPI_HandleTypeDef hspi1, hspi2, hspi6;
extern ADC_HandleTypeDef hadc1;
extern I2C_HandleTypeDef hi2c1;
extern DMA_HandleTypeDef hdma_memtomem;

HAL_StatusTypeDef HAL_UART_Transmit(UART_HandleTypeDef *huart, const uint8_t *pData, uint16_t Size, uint32_t Timeout);
HAL_StatusTypeDef HAL_UART_Transmit_DMA(UART_HandleTypeDef *huart, const uint8_t *pData, uint16_t Size);
HAL_StatusTypeDef HAL_UART_Receive_DMA(UART_HandleTypeDef *huart, uint8_t *pData, uint16_t Size);
HAL_StatusTypeDef HAL_UARTEx_ReceiveToIdle_DMA(UART_HandleTypeDef *huart, uint8_t *pData, uint16_t Size);
HAL_StatusTypeDef HAL_UART_DMAStop(UART_HandleTypeDef *huart);
HAL_StatusTypeDef HAL_UART_Abort(UART_HandleTypeDef *huart);
HAL_StatusTypeDef HAL_UART_AbortTransmit(UART_HandleTypeDef *huart);
HAL_StatusTypeDef HAL_UART_AbortReceive(UART_HandleTypeDef *huart);
HAL_StatusTypeDef HAL_UART_AbortReceive_IT(UART_HandleTypeDef *huart);
HAL_UART_StateTypeDef HAL_UART_GetState(const UART_HandleTypeDef *huart);
HAL_StatusTypeDef HAL_SPI_Transmit_DMA(SPI_HandleTypeDef *hspi, const uint8_t *pData, uint16_t Size);
HAL_StatusTypeDef HAL_SPI_Receive_DMA(SPI_HandleTypeDef *hspi, uint8_t *pData, uint16_t Size);
HAL_StatusTypeDef HAL_SPI_TransmitReceive_DMA(SPI_HandleTypeDef *hspi, const uint8_t *pTxData, uint8_t *pRxData, uint16_t Size);
HAL_StatusTypeDef HAL_SPI_DMAStop(SPI_HandleTypeDef *hspi);
HAL_StatusTypeDef HAL_SPI_Abort(SPI_HandleTypeDef *hspi);
HAL_SPI_StateTypeDef HAL_SPI_GetState(const SPI_HandleTypeDef *hspi);
HAL_StatusTypeDef HAL_ADC_Start_DMA(ADC_HandleTypeDef *hadc, uint32_t *pData, uint32_t Length);
HAL_StatusTypeDef HAL_ADC_Stop_DMA(ADC_HandleTypeDef *hadc);
HAL_StatusTypeDef HAL_I2C_Mem_Read_DMA(I2C_HandleTypeDef *hi2c, uint16_t DevAddress, uint16_t MemAddress, uint16_t MemAddSize, uint8_t *pData, uint16_t Size);
HAL_StatusTypeDef HAL_DMA_Start(DMA_HandleTypeDef *hdma, uint32_t SrcAddress, uint32_t DstAddress, uint32_t DataLength);
HAL_StatusTypeDef HAL_DMA_PollForTransfer(DMA_HandleTypeDef *hdma, HAL_DMA_LevelCompleteTypeDef CompleteLevel, uint32_t Timeout);
HAL_StatusTypeDef HAL_DMA_Abort(DMA_HandleTypeDef *hdma);
void HAL_Delay(uint32_t Delay);
uint32_t HAL_GetTick(void);
void Error_Handler(void);

// Memory protection.
typedef struct {
  uint8_t Enable;
  uint8_t Number;
  uint32_t BaseAddress;
  uint8_t Size;
  uint8_t SubRegionDisable;
  uint8_t TypeExtField;
  uint8_t AccessPermission;
  uint8_t DisableExec;
  uint8_t IsShareable;
  uint8_t IsCacheable;
  uint8_t IsBufferable;
} MPU_Region_InitTypeDef;
#define MPU_REGION_SIZE_32KB ((uint8_t)0x0E)
#define MPU_TEX_LEVEL1 ((uint8_t)0x01)
#define MPU_ACCESS_SHAREABLE ((uint8_t)0x01)
#define MPU_ACCESS_NOT_CACHEABLE ((uint8_t)0x00)
#define MPU_ACCESS_NOT_BUFFERABLE ((uint8_t)0x00)
void HAL_MPU_Enable(uint32_t MPU_Control);
void HAL_MPU_Disable(void);
void HAL_MPU_ConfigRegion(MPU_Region_InitTypeDef *MPU_Init);
