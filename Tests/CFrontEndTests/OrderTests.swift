import Testing

@Suite struct OrderTests {
  @Test func assemblyFences() {
    checkBody(
      "void",
      """
      __asm volatile("dmb 0xF" ::: "memory");
      __asm__ volatile("" : : : "memory");
      asm("nop");
      return 0;
      """,
      """
      assembly "dmb 0xF" memory volatile
      assembly "" memory volatile
      assembly "nop" volatile
      v0 = integer 0
      return v0
      """)
  }

  @Test func assemblyOperands() {
    checkBody(
      "uint32_t address",
      """
      uint32_t value;
      __asm volatile("mrs %0, primask" : "=r"(value));
      __asm volatile("dc cvac, %0" :: "r"(address) : "memory");
      __asm volatile("add %0, %1" : "+r"(value) : "r"(address));
      __asm volatile("str %1, %0" : "=m"(*(uint32_t *)address) : "r"(value));
      return value;
      """,
      """
      enter %value
      v0 = local %value
      v1 = assembly "mrs %0, primask" volatile
      store v1 into v0
      v2 = local %address
      v3 = load v2
      assembly "dc cvac, %0" memory volatile (v3)
      v4 = local %value
      v5 = load v4
      v6 = local %address
      v7 = load v6
      v8 = assembly "add %0, %1" volatile (v5, v7)
      store v8 into v4
      v9 = local %address
      v10 = load v9
      v11 = cast v10 as UnsafeMutablePointer<UInt32>
      v12 = pointee v11
      v13 = local %value
      v14 = load v13
      v15 = assembly "str %1, %0" volatile (v12, v14)
      store v15 into v12
      v16 = local %value
      v17 = load v16
      leave %value
      return v17
      """)
  }

  @Test func assemblyOfSeveralLines() {
    checkBody(
      "uint32_t a",
      """
      __asm volatile(
        "cpsid i\\n"
        "dsb sy" ::: "memory", "cc");
      return 0;
      """,
      """
      assembly "cpsid i\\ndsb sy" memory volatile
      v0 = integer 0
      return v0
      """)
  }

  @Test func assemblyInAMacro() {
    checkBody(
      "void",
      """
      FENCE(ishst);
      return 0;
      """,
      """
      assembly "dmb ishst" memory volatile
      v0 = integer 0
      return v0
      """,
      preamble: """
        #define FENCE(kind) __asm__ volatile("dmb " #kind ::: "memory")
        """)
  }

  @Test func fences() {
    checkBody(
      "void",
      """
      __sync_synchronize();
      __atomic_thread_fence(__ATOMIC_RELEASE);
      __atomic_signal_fence(__ATOMIC_SEQ_CST);
      __c11_atomic_thread_fence(__ATOMIC_ACQUIRE);
      return 0;
      """,
      """
      fence atomic sequentially-consistent
      fence atomic releasing
      fence signal
      fence atomic acquiring
      v0 = integer 0
      return v0
      """)
  }

  @Test func barrierBuiltins() {
    checkBody(
      "void",
      """
      __builtin_arm_dmb(15);
      __builtin_arm_dsb(10);
      __builtin_arm_isb(15);
      __builtin_arm_wfi();
      return 0;
      """,
      """
      fence instruction "dmb sy"
      fence instruction "dsb ishst"
      fence instruction "isb sy"
      assembly "wfi" memory volatile
      v0 = integer 0
      return v0
      """)
  }

  @Test func c11Atomics() {
    checkBody(
      "void",
      """
      atomic_store_explicit(&ready, 1, memory_order_release);
      while (!atomic_load_explicit(&ready, memory_order_acquire)) {}
      ready = 2;
      int x = ready;
      atomic_thread_fence(memory_order_acquire);
      return atomic_fetch_add(&ready, 3);
      """,
      """
        v0 = global ready
        v1 = integer 1
        store v1 into v0 atomic releasing
        jump b1
      b1:
        v2 = global ready
        v3 = load v2 atomic acquiring
        v4 = integer 0
        v5 = binary != v3, v4
        branch v5, b2, b1
      b2:
        v6 = integer 2
        v7 = global ready
        store v6 into v7 atomic sequentially-consistent
        enter %x
        v8 = global ready
        v9 = load v8 atomic sequentially-consistent
        v10 = local %x
        store v9 into v10
        fence atomic acquiring
        v11 = global ready
        v12 = integer 3
        v13 = load v11 atomic sequentially-consistent
        v14 = binary + v13, v12
        store v14 into v11 atomic sequentially-consistent
        leave %x
        return v13
      """,
      preamble: """
        #include <stdatomic.h>
        static atomic_int ready;
        """)
  }

  @Test func gnuAtomics() {
    checkBody(
      "int *p",
      """
      __atomic_store_n(p, 1, __ATOMIC_RELEASE);
      int x = __atomic_load_n(p, __ATOMIC_ACQUIRE);
      int y = 3, z;
      __atomic_store(p, &y, __ATOMIC_RELAXED);
      __atomic_exchange(p, &y, &z, __ATOMIC_ACQ_REL);
      __atomic_or_fetch(p, 4, __ATOMIC_SEQ_CST);
      return x;
      """,
      """
      v0 = local %p
      v1 = load v0
      v2 = pointee v1
      v3 = integer 1
      store v3 into v2 atomic releasing
      enter %x
      v4 = local %p
      v5 = load v4
      v6 = pointee v5
      v7 = load v6 atomic acquiring
      v8 = local %x
      store v7 into v8
      enter %y
      v9 = integer 3
      v10 = local %y
      store v9 into v10
      enter %z
      v11 = local %p
      v12 = load v11
      v13 = pointee v12
      v14 = local %y
      v15 = load v14
      store v15 into v13 atomic relaxed
      v16 = local %p
      v17 = load v16
      v18 = pointee v17
      v19 = local %y
      v20 = load v19
      v21 = load v18 atomic acquiring-and-releasing
      store v20 into v18 atomic acquiring-and-releasing
      v22 = local %z
      store v21 into v22
      v23 = local %p
      v24 = load v23
      v25 = pointee v24
      v26 = integer 4
      v27 = load v25 atomic sequentially-consistent
      v28 = binary | v27, v26
      store v28 into v25 atomic sequentially-consistent
      v29 = local %x
      v30 = load v29
      leave %z
      leave %y
      leave %x
      return v30
      """)
  }

  @Test func compareAndExchange() {
    checkBody(
      "int *p, int expected",
      """
      _Bool done = __atomic_compare_exchange_n(p, &expected, 5, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
      return done;
      """,
      """
        enter %done
        v0 = local %p
        v1 = load v0
        v2 = pointee v1
        v3 = local %expected
        v4 = integer 5
        v5 = load v2 atomic acquiring
        v6 = load v3
        v7 = binary == v5, v6
        branch v7, b1, b2
      b1:
        store v4 into v2 atomic acquiring
        jump b3
      b2:
        store v5 into v3
        jump b3
      b3:
        v8 = local %done
        store v7 into v8
        v9 = local %done
        v10 = load v9
        leave %done
        return v10
      """)
  }

  @Test func syncBuiltins() {
    checkBody(
      "int *p",
      """
      __sync_fetch_and_add(p, 2);
      __sync_lock_test_and_set(p, 1);
      __sync_lock_release(p);
      return __sync_bool_compare_and_swap(p, 0, 1);
      """,
      """
        v0 = local %p
        v1 = load v0
        v2 = pointee v1
        v3 = integer 2
        v4 = load v2 atomic sequentially-consistent
        v5 = binary + v4, v3
        store v5 into v2 atomic sequentially-consistent
        v6 = local %p
        v7 = load v6
        v8 = pointee v7
        v9 = integer 1
        v10 = load v8 atomic acquiring
        store v9 into v8 atomic acquiring
        v11 = local %p
        v12 = load v11
        v13 = pointee v12
        v14 = integer 0
        store v14 into v13 atomic releasing
        v15 = local %p
        v16 = load v15
        v17 = pointee v16
        v18 = integer 0
        v19 = integer 1
        v20 = load v17 atomic sequentially-consistent
        v21 = binary == v20, v18
        branch v21, b1, b2
      b1:
        store v19 into v17 atomic sequentially-consistent
        jump b2
      b2:
        return v21
      """)
  }

  @Test func atomicsBehindMacros() {
    checkBody(
      "int *p",
      """
      PUBLISH(p, 3);
      return 0;
      """,
      """
      v0 = local %p
      v1 = load v0
      v2 = pointee v1
      v3 = integer 3
      store v3 into v2 atomic releasing
      v4 = integer 0
      return v4
      """,
      preamble: """
        #define PUBLISH(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)
        """)
  }

  @Test func assemblyModifiers() {
    checkBody(
      "uint64_t address",
      """
      __asm volatile("prfm pldl1keep, [%x0]; mov %w0, %[a]; %%" :: [a] "r"(address));
      return 0;
      """,
      """
      v0 = local %address
      v1 = load v0
      assembly "prfm pldl1keep, [%x0]; mov %w0, %0; %" volatile (v1)
      v2 = integer 0
      return v2
      """)
  }
}
