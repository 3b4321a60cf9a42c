#pragma once
#include <stdint.h>

void beacon_send(uint8_t identifier);
