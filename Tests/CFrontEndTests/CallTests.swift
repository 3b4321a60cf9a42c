import Testing

@Suite struct CallTests {
  @Test func argumentsWithPlaces() {
    checkBody(
      "uint8_t *p, struct H *h",
      """
      start(h->channel, p, sizeof *p, &h->channel);
      start(h->channel, buffer, 4, 0);
      return 0;
      """,
      """
      v0 = local %h
      v1 = load v0
      v2 = pointee v1
      v3 = member v2.channel
      v4 = load v3
      v5 = local %p
      v6 = load v5
      v7 = integer 1
      v8 = local %h
      v9 = load v8
      v10 = pointee v9
      v11 = member v10.channel
      v12 = address v11
      v13 = call start(v4 from v3, v6 from v5, v7, v12) unused
      v14 = local %h
      v15 = load v14
      v16 = pointee v15
      v17 = member v16.channel
      v18 = load v17
      v19 = global buffer
      v20 = address v19
      v21 = integer 4
      v22 = integer 0
      v23 = call start(v18 from v17, v20, v21, v22) unused
      v24 = integer 0
      return v24
      """,
      preamble: """
        struct H { int channel; };
        int start(int channel, uint8_t *p, uint32_t n, int *q);
        extern uint8_t buffer[4];
        """)
  }

  @Test func results() {
    checkBody(
      "int n",
      """
      n = get();
      get();
      (void)get();
      if (get() != 0) return 1;
      return get();
      """,
      """
        v0 = call get()
        v1 = local %n
        store v0 into v1
        v2 = call get() unused
        v3 = call get() unused discarded
        v4 = call get()
        v5 = integer 0
        v6 = binary != v4, v5
        branch v6, b1, b2
      b1:
        v7 = integer 1
        return v7
      b2:
        v8 = call get()
        return v8
      """,
      preamble: """
        int get(void);
        """)
  }

  @Test func functionPointers() {
    checkBody(
      "void (*done)(int), struct H *h",
      """
      done(1);
      (*done)(2);
      h->callback(h);
      h->callback = other;
      if (h->callback) h->callback(h);
      return 0;
      """,
      """
        v0 = local %done
        v1 = load v0
        v2 = integer 1
        call v1(v2) unused
        v3 = local %done
        v4 = load v3
        v5 = integer 2
        call v4(v5) unused
        v6 = local %h
        v7 = load v6
        v8 = pointee v7
        v9 = member v8.callback
        v10 = load v9
        v11 = local %h
        v12 = load v11
        call v10(v12 from v11) unused
        v13 = name other
        v14 = local %h
        v15 = load v14
        v16 = pointee v15
        v17 = member v16.callback
        store v13 into v17
        v18 = local %h
        v19 = load v18
        v20 = pointee v19
        v21 = member v20.callback
        v22 = load v21
        v23 = integer 0
        v24 = binary != v22, v23
        branch v24, b1, b2
      b1:
        v25 = local %h
        v26 = load v25
        v27 = pointee v26
        v28 = member v27.callback
        v29 = load v28
        v30 = local %h
        v31 = load v30
        call v29(v31 from v30) unused
        jump b2
      b2:
        v32 = integer 0
        return v32
      """,
      preamble: """
        struct H { void (*callback)(struct H *); };
        void other(struct H *h);
        """)
  }

  @Test func neverReturning() {
    checkBody(
      "int n",
      """
      if (n) stop();
      if (n == 2) __builtin_unreachable();
      return n;
      """,
      """
        v0 = local %n
        v1 = load v0
        v2 = integer 0
        v3 = binary != v1, v2
        branch v3, b1, b2
      b1:
        call stop() unused
        unreachable
      b2:
        v4 = local %n
        v5 = load v4
        v6 = integer 2
        v7 = binary == v5, v6
        branch v7, b3, b4
      b3:
        unreachable
      b4:
        v8 = local %n
        v9 = load v8
        return v9
      """,
      preamble: """
        void stop(void) __attribute__((noreturn));
        """)
  }

  @Test func expectedConditions() {
    checkBody(
      "int n",
      """
      if (__builtin_expect(n == 3, 0)) return 1;
      return __builtin_expect(n, 1);
      """,
      """
        v0 = local %n
        v1 = load v0
        v2 = integer 3
        v3 = binary == v1, v2
        branch v3, b1, b2
      b1:
        v4 = integer 1
        return v4
      b2:
        v5 = local %n
        v6 = load v5
        return v6
      """)
  }

  @Test func libraryBuiltins() {
    checkBody(
      "void *p, const void *q, int n",
      """
      __builtin_memcpy(p, q, n);
      __builtin_memset(p, 0, 4);
      return __builtin_constant_p(n);
      """,
      """
      v0 = local %p
      v1 = load v0
      v2 = local %q
      v3 = load v2
      v4 = local %n
      v5 = load v4
      v6 = call memcpy(v1 from v0, v3 from v2, v5 from v4) unused
      v7 = local %p
      v8 = load v7
      v9 = integer 0
      v10 = integer 4
      v11 = call memset(v8 from v7, v9, v10) unused
      v12 = integer 0
      return v12
      """)
  }

  @Test func narrowingArguments() {
    checkBody(
      "uint32_t n",
      """
      send(n);
      return 0;
      """,
      """
      v0 = local %n
      v1 = load v0
      v2 = cast v1 as UInt16
      call send(v2 from v0) unused
      v3 = integer 0
      return v3
      """,
      preamble: """
        void send(uint16_t n);
        """)
  }
}
