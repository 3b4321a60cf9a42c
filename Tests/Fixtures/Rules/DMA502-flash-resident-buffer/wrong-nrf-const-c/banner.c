#include <stdint.h>
#include "banner.h"
const uint8_t banner[16] = {1,2,3};
