#pragma once
#include <stdint.h>
typedef struct {
  uint32_t r0[4];
  volatile uint32_t TASKS_START, TASKS_STOP;
  uint32_t r1[56];
  uint32_t r1b[8];
  volatile uint32_t EVENTS_END;
  uint32_t r2[249];
  volatile uint32_t ENABLE;
  uint32_t r3[12];
  volatile uint32_t RXD_PTR, RXD_MAXCNT, RXD_AMOUNT, RXD_LIST, TXD_PTR, TXD_MAXCNT, TXD_AMOUNT, TXD_LIST;
} spim_t;
#define NRF_SPIM0 ((spim_t *)0x40003000UL)
