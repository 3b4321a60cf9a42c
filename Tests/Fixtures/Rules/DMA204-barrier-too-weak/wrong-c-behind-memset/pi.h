#pragma once
#include <stdint.h>
void *memset(void *to, int value, __SIZE_TYPE__ count);
#define MAILBOX_STATUS ((volatile uint32_t *)0x3F00B898UL)
#define MAILBOX_WRITE ((volatile uint32_t *)0x3F00B8A0UL)
static inline void barrier_inner(void) { __asm__ volatile("dmb ish" ::: "memory"); }
static inline void barrier_system(void) { __asm__ volatile("dsb sy" ::: "memory"); }
