// platform: stm32f7
#include "sd.h"

/* As the FatFs glue of the Cube package has it: the caller's buffer may be anywhere. */
static volatile uint32_t ReadStatus;
void HAL_SD_RxCpltCallback(SD_HandleTypeDef *hsd) { ReadStatus = 1; }

DRESULT SD_read(BYTE lun, BYTE *buff, DWORD sector, UINT count) {
  DRESULT res = RES_ERROR;
  uint32_t alignedAddr;
  (void)lun;
  ReadStatus = 0;
  if (HAL_SD_ReadBlocks_DMA(&uSdHandle, buff, (uint32_t)sector, count) == HAL_OK) {
    while (ReadStatus == 0) {
    }
    ReadStatus = 0;
    alignedAddr = (uint32_t)buff & ~0x1F;
    SCB_InvalidateDCache_by_Addr((uint32_t *)alignedAddr, count * 512 + ((uint32_t)buff - alignedAddr));
    res = RES_OK;
  }
  return res;
}

struct file { uint32_t size; uint32_t position; BYTE window[512]; };
static struct file log_file __attribute__((aligned(32)));  // finding: DMA305

int main(void) {
  SCB_EnableDCache();
  log_file.size = 77;
  if (SD_read(0, log_file.window, 4, 1) != RES_OK) return 1;
  return (int)log_file.size + log_file.window[0];
}
