#pragma once
#include <stdbool.h>

extern volatile bool transmission_ended;

static inline bool has_transmission_ended(void) { return transmission_ended; }
static inline void set_transmission_ended(bool value) { transmission_ended = value; }
