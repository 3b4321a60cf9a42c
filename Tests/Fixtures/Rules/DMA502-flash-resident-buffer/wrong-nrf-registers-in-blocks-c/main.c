// platform: nrf52840
#include <stdint.h>

// Nordic's headers put the registers of EasyDMA into structs within the block's struct.
typedef struct { volatile uint32_t PTR, MAXCNT, AMOUNT, LIST; } easy_dma_t;
typedef struct {
  volatile uint32_t RESERVED0[4];
  volatile uint32_t TASKS_START;
  volatile uint32_t RESERVED1[65];
  volatile uint32_t EVENTS_END;
  volatile uint32_t RESERVED2[262];
  easy_dma_t RXD;
  easy_dma_t TXD;
} spim_t;
#define SPIM0 ((spim_t *)0x40003000UL)

static const uint8_t sleepCommand[2] = {0x10, 0x00};

static void prepare(uint32_t address, uint32_t size) {
  SPIM0->TXD.PTR = address;
  SPIM0->TXD.MAXCNT = size;
  SPIM0->RXD.MAXCNT = 0;
  SPIM0->EVENTS_END = 0;
}

void goToSleep(void) {
  prepare((uint32_t)sleepCommand, sizeof sleepCommand);
  SPIM0->TASKS_START = 1;                 // finding: DMA502 "flash"
  while (SPIM0->EVENTS_END == 0) {}
}
