#pragma once
#include <stdbool.h>
#include <stdint.h>
#define NAMED(name) __attribute__((swift_name(name)))

struct lane { volatile uint32_t control, count, peripheral, memory; };
typedef struct NAMED("Lane") { struct lane *registers; uint32_t done; } lane_t;

NAMED("getter:Lane.display()") lane_t lane_display(void);
NAMED("Lane.init(number:)") lane_t lane_numbered(uint32_t number);
NAMED("Lane.send(self:_:count:)") void lane_send(lane_t lane, const void *bytes, uint32_t count);
NAMED("getter:Lane.isIdle(self:)") bool lane_is_idle(lane_t lane);
NAMED("getter:displayIsIdle()") bool lane_display_is_idle(void);
