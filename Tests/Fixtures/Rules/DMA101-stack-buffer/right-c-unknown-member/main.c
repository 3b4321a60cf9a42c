// why: the register's type is in a header that is not among the inputs; nothing here is on the stack
// platform: generic
#include <stdint.h>

typedef struct {
  int instance;
} DMA_HandleTypeDef;
typedef struct {
  Missing_TypeDef *registers;
  DMA_HandleTypeDef *stream;
} Port;

int HAL_DMA_Start_IT(DMA_HandleTypeDef *stream, uint32_t from, uint32_t to, uint32_t count);

int send(Port *port, const uint8_t *data, uint32_t count) {
  return HAL_DMA_Start_IT(port->stream, (uint32_t)data, (uint32_t)&(port->registers->DR), count);
}
