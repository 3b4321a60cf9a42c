// platform: stm32f4
#include <stdint.h>

typedef struct {
  volatile uint32_t CR, NDTR, PAR, M0AR, M1AR, FCR;
} stream_t;
#define STREAM5 ((stream_t *)0x40026088UL)
static inline void __DMB(void) { __asm__ volatile("dmb 0xF" ::: "memory"); }

typedef struct {
  uint8_t kind, length, payload[30];
} message_t;
static message_t inbox;
static uint8_t meaning[256];

int main(void) {
  STREAM5->PAR = 0x40004404UL;
  STREAM5->M0AR = (uint32_t)&inbox;
  STREAM5->NDTR = sizeof inbox;
  __DMB();
  STREAM5->CR = 1UL << 10 | 1UL;
  while (STREAM5->CR & 1UL) {}
  __DMB();
  return meaning[inbox.kind];
}
