#pragma once
#include <stdint.h>

struct packet {
  uint8_t length;
  uint8_t kind;
  uint8_t payload[14];
};

void radio_send(const struct packet *packet);
void radio_wait(void);
void radio_ping(uint8_t sequence);
