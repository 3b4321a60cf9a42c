// Reset: one core goes on, from EL2 to EL1, with a stack and a cleared bss.

.section .text.boot, "ax"
.global _start
_start:
  mrs x0, mpidr_el1
  and x0, x0, #3
  cbz x0, 1f
park:
  wfe
  b park

1:
  mrs x0, CurrentEL
  cmp x0, #8
  b.ne 2f
  mov x0, #(1 << 31)          // EL1 is AArch64
  msr hcr_el2, x0
  mov x0, #3                  // the counters are EL1's too
  msr cnthctl_el2, x0
  msr cntvoff_el2, xzr
  mov x0, #0x3c5              // interrupts masked, EL1h
  msr spsr_el2, x0
  adr x0, 2f
  msr elr_el2, x0
  eret

2:
  mov x0, #(3 << 20)          // vector registers may be used
  msr cpacr_el1, x0
  isb
  adrp x0, __code_start       // the stack grows down from the code
  add x0, x0, :lo12:__code_start
  mov sp, x0
  adrp x0, __bss_start
  add x0, x0, :lo12:__bss_start
  adrp x1, __bss_end
  add x1, x1, :lo12:__bss_end
3:
  cmp x0, x1
  b.hs 4f
  str xzr, [x0], #8
  b 3b
4:
  bl main
  b park
