#pragma once
#include <stdint.h>

// Streams of DMA1 of an STM32F4, as the vendor's header declares them.
typedef struct {
  volatile uint32_t CR, NDTR, PAR, M0AR, M1AR, FCR;
} DMA_Stream_TypeDef;
typedef struct {
  volatile uint32_t LISR, HISR, LIFCR, HIFCR;
} DMA_TypeDef;
#define DMA1 ((DMA_TypeDef *)0x40026000UL)
#define DMA1_Stream6 ((DMA_Stream_TypeDef *)0x400260A0UL)
#define CR_EN (1UL << 0)
#define CR_FROM_MEMORY (1UL << 6)
#define CR_CIRCULAR (1UL << 8)
#define CR_MEMORY_MOVES (1UL << 10)
#define CR_PERIPHERAL_WORDS (2UL << 11)
#define CR_MEMORY_WORDS (2UL << 13)
#define HISR_TCIF6 (1UL << 21)
#define USART2_DR 0x40004404UL
static inline void __DMB(void) { __asm__ volatile("dmb 0xF" ::: "memory"); }

typedef enum { HAL_OK, HAL_ERROR } HAL_StatusTypeDef;
typedef struct {
  volatile uint32_t gState, RxState;
} UART_HandleTypeDef;
#define HAL_UART_STATE_READY 0x20U
extern UART_HandleTypeDef huart2;
HAL_StatusTypeDef HAL_UART_Transmit_DMA(UART_HandleTypeDef *huart, const uint8_t *pData, uint16_t Size);
HAL_StatusTypeDef HAL_UART_Receive_DMA(UART_HandleTypeDef *huart, uint8_t *pData, uint16_t Size);
uint32_t HAL_UART_GetState(const UART_HandleTypeDef *huart);
