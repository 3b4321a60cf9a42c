#pragma once
#include <stdint.h>

uint32_t loader_check(uint32_t address);
