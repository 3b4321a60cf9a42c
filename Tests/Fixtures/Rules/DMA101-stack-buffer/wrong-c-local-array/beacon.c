#include "beacon.h"

#include "hal.h"

void beacon_send(uint8_t identifier) {
  uint8_t frame[4] = {0xAA, 0x55, identifier, 0}; // label: "stack frame"
  frame[3] = (uint8_t)(frame[0] ^ frame[1] ^ frame[2]);
  if (HAL_UART_Transmit_DMA(&huart1, frame, sizeof frame) != HAL_OK) { // finding: DMA101 "'frame'"
    Error_Handler();
  }
}
