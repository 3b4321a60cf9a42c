#include "beacon.h"

#include "hal.h"

static uint8_t frame[4];

void beacon_send(uint8_t identifier) {
  while (HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY) {
  }
  frame[0] = 0xAA;
  frame[1] = 0x55;
  frame[2] = identifier;
  frame[3] = (uint8_t)(frame[0] ^ frame[1] ^ frame[2]);
  if (HAL_UART_Transmit_DMA(&huart1, frame, sizeof frame) != HAL_OK) {
    Error_Handler();
  }
}
