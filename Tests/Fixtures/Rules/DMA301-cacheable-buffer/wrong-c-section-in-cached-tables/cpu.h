#pragma once
#include <stdint.h>

static inline void dmb_osh(void) { __asm__ volatile("dmb osh" ::: "memory"); }
static inline void put32(uintptr_t address, uint32_t value) { *(volatile uint32_t *)address = value; }
static inline uint32_t get32(uintptr_t address) { return *(volatile uint32_t *)address; }

void map_memory(void);
extern uint32_t message[36], spare[36];
