#pragma once
#include <stdint.h>
extern const uint8_t banner[16];
