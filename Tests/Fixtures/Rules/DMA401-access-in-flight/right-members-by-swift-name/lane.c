// platform: stm32f4
#include "lane.h"

#define STREAMS 0x40026010UL
#define FLAGS (*(volatile uint32_t *)0x40026000UL)

lane_t lane_numbered(uint32_t number) {
  lane_t lane = {(struct lane *)(STREAMS + 24 * number), 1u << 5};
  return lane;
}

lane_t lane_display(void) { return lane_numbered(0); }

void lane_send(lane_t lane, const void *bytes, uint32_t count) {
  lane.registers->peripheral = 0x40013000;
  lane.registers->memory = (uint32_t)(uintptr_t)bytes;
  lane.registers->count = count;
  __asm__ volatile("dmb 0xF" ::: "memory");
  lane.registers->control = 1u << 10 | 1u << 6 | 1;
}

bool lane_is_idle(lane_t lane) { return (FLAGS & lane.done) != 0; }

bool lane_display_is_idle(void) { return lane_is_idle(lane_display()); }
