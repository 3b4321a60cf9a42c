#pragma once
#include <stdint.h>

static inline void dmb_osh(void) { __asm__ volatile("dmb osh" ::: "memory"); }
static inline void isb(void) { __asm__ volatile("isb" ::: "memory"); }
static inline void put32(uintptr_t address, uint32_t value) { *(volatile uint32_t *)address = value; }
static inline uint32_t get32(uintptr_t address) { return *(volatile uint32_t *)address; }
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
extern char __tables[];
static inline uintptr_t linker_tables(void) { return (uintptr_t)__tables; }
