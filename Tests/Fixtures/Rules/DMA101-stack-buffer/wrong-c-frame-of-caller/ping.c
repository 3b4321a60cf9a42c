#include "radio.h"

// The packet is in this frame, the start two calls away.
static void send(const struct packet *packet) {
  radio_send(packet);
}

void radio_ping(uint8_t sequence) {
  struct packet ping = {.length = 2, .kind = 7}; // label: "stack frame"
  ping.payload[0] = sequence;
  send(&ping);
}
