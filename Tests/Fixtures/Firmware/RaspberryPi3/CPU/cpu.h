#pragma once

// What Swift cannot say itself: instructions, system registers, and symbols of the linker.

#include <stdint.h>

/// The VideoCore is outside the inner shareable domain: the barrier has to reach the outer one.
static inline void dmb_osh(void) { __asm__ volatile("dmb osh" ::: "memory"); }
static inline void dsb_ish(void) { __asm__ volatile("dsb ish" ::: "memory"); }
static inline void dsb_sy(void) { __asm__ volatile("dsb sy" ::: "memory"); }
static inline void isb(void) { __asm__ volatile("isb" ::: "memory"); }
static inline void cpu_nop(void) { __asm__ volatile("nop"); }
static inline void wait_for_event(void) { __asm__ volatile("wfe"); }

static inline void write_mair_el1(uint64_t value) { __asm__ volatile("msr mair_el1, %0" ::"r"(value)); }
static inline void write_tcr_el1(uint64_t value) { __asm__ volatile("msr tcr_el1, %0" ::"r"(value)); }
static inline void write_ttbr0_el1(uint64_t value) { __asm__ volatile("msr ttbr0_el1, %0" ::"r"(value)); }
static inline uint64_t read_sctlr_el1(void) {
  uint64_t value;
  __asm__ volatile("mrs %0, sctlr_el1" : "=r"(value));
  return value;
}
static inline void write_sctlr_el1(uint64_t value) {
  __asm__ volatile("msr sctlr_el1, %0" ::"r"(value) : "memory");
}

extern char __code_start[], __code_end[], __data_start[], __data_end[], __tables[];

static inline uintptr_t linker_code_start(void) { return (uintptr_t)__code_start; }
static inline uintptr_t linker_code_end(void) { return (uintptr_t)__code_end; }
static inline uintptr_t linker_data_start(void) { return (uintptr_t)__data_start; }
static inline uintptr_t linker_data_end(void) { return (uintptr_t)__data_end; }
static inline uintptr_t linker_tables(void) { return (uintptr_t)__tables; }
