#include "radio.h"

// The packet is in this frame, and so is the wait.
static void send(const struct packet *packet) {
  radio_send(packet);
}

void radio_ping(uint8_t sequence) {
  struct packet ping = {.length = 2, .kind = 7};
  ping.payload[0] = sequence;
  send(&ping);
  radio_wait();
}
