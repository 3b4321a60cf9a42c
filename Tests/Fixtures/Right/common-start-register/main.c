// platform: imxrt1060
// starts: 1
#include <stdint.h>
#include <stddef.h>
// One register of the engine starts all of its channels, a page away from their own.
typedef struct { volatile uint32_t SADDR; volatile uint16_t SOFF, ATTR; volatile uint32_t NBYTES, SLAST, DADDR; volatile uint16_t DOFF, CITER; volatile uint32_t DLAST; volatile uint16_t CSR, BITER; } tcd_t;
#define TCD0 ((tcd_t *)0x400E9000UL)
#define DMA_SERQ (*(volatile uint8_t *)0x400E801BUL)
#define LPUART_DATA 0x4018401CUL
static uint8_t *const line = (uint8_t *)0x20000100UL;
int main(void) {
  for (int i = 0; i < 32; i++) line[i] = (uint8_t)i;
  TCD0->SADDR = (uint32_t)(uintptr_t)line;
  TCD0->SOFF = 1;
  TCD0->ATTR = 0;
  TCD0->NBYTES = 1;
  TCD0->SLAST = 0;
  TCD0->DADDR = LPUART_DATA;
  TCD0->DOFF = 0;
  TCD0->CITER = 32;
  TCD0->BITER = 32;
  TCD0->CSR = 8;
  __asm volatile ("dsb" ::: "memory");
  DMA_SERQ = 0;
  while (!(TCD0->CSR & 0x80)) {}
  return 0;
}
