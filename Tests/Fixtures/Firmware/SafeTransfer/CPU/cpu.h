#pragma once

// What Swift cannot say itself: instructions, system registers, and symbols of the linker.

#include <stddef.h>
#include <stdint.h>

static inline void dmb_osh(void) { __asm__ volatile("dmb osh" ::: "memory"); }
static inline void dsb_sy(void) { __asm__ volatile("dsb sy" ::: "memory"); }
static inline void isb(void) { __asm__ volatile("isb" ::: "memory"); }
static inline void cpu_nop(void) { __asm__ volatile("nop"); }
static inline void wait_for_event(void) { __asm__ volatile("wfe"); }

/// Writes every line of the range that the processor has changed back to memory.
static inline void clean_lines(uintptr_t start, size_t size) {
  for (uintptr_t line = start & ~(uintptr_t)63; line < start + size; line += 64)
    __asm__ volatile("dc cvac, %0" ::"r"(line) : "memory");
  __asm__ volatile("dsb sy" ::: "memory");
}

/// Forgets every line of the range.
static inline void invalidate_lines(uintptr_t start, size_t size) {
  for (uintptr_t line = start & ~(uintptr_t)63; line < start + size; line += 64)
    __asm__ volatile("dc ivac, %0" ::"r"(line) : "memory");
  __asm__ volatile("dsb sy" ::: "memory");
}

static inline void write_mair_el1(uint64_t value) {
  __asm__ volatile("msr mair_el1, %0" ::"r"(value));
}
static inline void write_tcr_el1(uint64_t value) {
  __asm__ volatile("msr tcr_el1, %0" ::"r"(value));
}
static inline void write_ttbr0_el1(uint64_t value) {
  __asm__ volatile("msr ttbr0_el1, %0" ::"r"(value));
}
static inline uint64_t read_sctlr_el1(void) {
  uint64_t value;
  __asm__ volatile("mrs %0, sctlr_el1" : "=r"(value));
  return value;
}
static inline void write_sctlr_el1(uint64_t value) {
  __asm__ volatile("msr sctlr_el1, %0" ::"r"(value) : "memory");
}

extern char __tables[];
static inline uintptr_t linker_tables(void) { return (uintptr_t)__tables; }
