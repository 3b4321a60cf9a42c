#pragma once

// Barriers as board support code writes them: one line of assembly each.

static inline void compiler_barrier(void) { __asm__ volatile("" ::: "memory"); }

#if defined(__aarch64__)
static inline void barrier_full(void) { __asm__ volatile("dsb sy" ::: "memory"); }
static inline void barrier_store_outer(void) { __asm__ volatile("dmb oshst" ::: "memory"); }
static inline void barrier_load_outer(void) { __asm__ volatile("dmb oshld" ::: "memory"); }
static inline void barrier_store_inner(void) { __asm__ volatile("dmb ishst" ::: "memory"); }
static inline void barrier_load_inner(void) { __asm__ volatile("dmb ishld" ::: "memory"); }
#elif defined(__riscv)
static inline void fence_before_device(void) { __asm__ volatile("fence w, o" ::: "memory"); }
static inline void fence_after_device(void) { __asm__ volatile("fence i, r" ::: "memory"); }
static inline void fence_everything(void) { __asm__ volatile("fence iorw, iorw" ::: "memory"); }
static inline void fence_memory_only(void) { __asm__ volatile("fence rw, rw" ::: "memory"); }
#else
static inline void barrier_full(void) { __asm__ volatile("dsb 0xF" ::: "memory"); }
static inline void barrier_memory(void) { __asm__ volatile("dmb 0xF" ::: "memory"); }
#endif
