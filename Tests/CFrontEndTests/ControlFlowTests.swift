import Testing

@Suite struct ControlFlowTests {
  @Test func ifAndElse() {
    checkBody(
      "int n",
      """
      if (n > 1) n = 2; else n = 3;
      if (n == 2) return 4;
      return n;
      """,
      """
        v0 = local %n
        v1 = load v0
        v2 = integer 1
        v3 = binary > v1, v2
        branch v3, b1, b2
      b1:
        v4 = integer 2
        v5 = local %n
        store v4 into v5
        jump b3
      b2:
        v6 = integer 3
        v7 = local %n
        store v6 into v7
        jump b3
      b3:
        v8 = local %n
        v9 = load v8
        v10 = integer 2
        v11 = binary == v9, v10
        branch v11, b4, b5
      b4:
        v12 = integer 4
        return v12
      b5:
        v13 = local %n
        v14 = load v13
        return v14
      """)
  }

  @Test func shortCircuits() {
    checkBody(
      "int a, int b",
      """
      if (a && b) a = 1;
      if (a || !b) a = 2;
      return a && b;
      """,
      """
        v0 = local %a
        v1 = load v0
        v2 = integer 0
        v3 = binary != v1, v2
        branch v3, b1, b3
      b1:
        v4 = local %b
        v5 = load v4
        v6 = integer 0
        v7 = binary != v5, v6
        branch v7, b2, b3
      b2:
        v8 = integer 1
        v9 = local %a
        store v8 into v9
        jump b3
      b3:
        v10 = local %a
        v11 = load v10
        v12 = integer 0
        v13 = binary != v11, v12
        branch v13, b5, b4
      b4:
        v14 = local %b
        v15 = load v14
        v16 = integer 0
        v17 = binary != v15, v16
        branch v17, b6, b5
      b5:
        v18 = integer 2
        v19 = local %a
        store v18 into v19
        jump b6
      b6:
        v20 = local %a
        v21 = load v20
        v22 = integer 0
        v23 = binary != v21, v22
        branch v23, b7, b9
      b7:
        v24 = local %b
        v25 = load v24
        v26 = integer 0
        v27 = binary != v25, v26
        branch v27, b8, b9
      b8:
        v28 = boolean true
        enter %#2
        v29 = local %#2
        store v28 into v29
        jump b10
      b9:
        v30 = boolean false
        enter %#2
        v31 = local %#2
        store v30 into v31
        jump b10
      b10:
        v32 = local %#2
        v33 = load v32
        leave %#2
        return v33
      """)
  }

  @Test func pollingLoop() {
    checkBody(
      "void",
      """
      while (!(STREAM->CR & EN)) {}
      return 0;
      """,
      """
        jump b1
      b1:
        v0 = integer 0x40026010
        v1 = cast v0 as UnsafeMutablePointer<Stream>
        v2 = pointee v1
        v3 = member v2.CR
        v4 = load v3 volatile
        v5 = integer 1
        v6 = binary & v4, v5
        v7 = integer 0
        v8 = binary != v6, v7
        branch v8, b2, b1
      b2:
        v9 = integer 0
        return v9
      """,
      preamble: """
        typedef struct { volatile uint32_t CR, NDTR, M0AR; } Stream;
        #define STREAM ((Stream *)0x40026010UL)
        #define EN (1UL << 0)
        """)
  }

  @Test func pollingLoopWithTimeout() {
    checkBody(
      "int n",
      """
      while (STREAM->CR & EN) {
        if (n-- == 0) return -1;
      }
      return 0;
      """,
      """
        jump b1
      b1:
        v0 = integer 0x40026010
        v1 = cast v0 as UnsafeMutablePointer<Stream>
        v2 = pointee v1
        v3 = member v2.CR
        v4 = load v3 volatile
        v5 = integer 1
        v6 = binary & v4, v5
        v7 = integer 0
        v8 = binary != v6, v7
        branch v8, b2, b4
      b2:
        v9 = local %n
        v10 = load v9
        v11 = integer 1
        v12 = binary - v10, v11
        store v12 into v9
        v13 = integer 0
        v14 = binary == v10, v13
        branch v14, b3, b1
      b3:
        v15 = integer -1
        return v15
      b4:
        v16 = integer 0
        return v16
      """,
      preamble: """
        typedef struct { volatile uint32_t CR, NDTR, M0AR; } Stream;
        #define STREAM ((Stream *)0x40026010UL)
        #define EN (1UL << 0)
        """)
  }

  @Test func forLoops() {
    checkBody(
      "int n",
      """
      for (int i = 0; i < n; i++) touch(i);
      for (; n; ) n--;
      for (;; n++) if (n > 9) break;
      return n;
      """,
      """
        enter %i
        v0 = integer 0
        v1 = local %i
        store v0 into v1
        jump b1
      b1:
        v2 = local %i
        v3 = load v2
        v4 = local %n
        v5 = load v4
        v6 = binary < v3, v5
        branch v6, b2, b3
      b2:
        v7 = local %i
        v8 = load v7
        call touch(v8 from v7) unused
        v9 = local %i
        v10 = load v9
        v11 = integer 1
        v12 = binary + v10, v11
        store v12 into v9
        jump b1
      b3:
        leave %i
        jump b4
      b4:
        v13 = local %n
        v14 = load v13
        v15 = integer 0
        v16 = binary != v14, v15
        branch v16, b5, b6
      b5:
        v17 = local %n
        v18 = load v17
        v19 = integer 1
        v20 = binary - v18, v19
        store v20 into v17
        jump b4
      b6:
        v21 = local %n
        v22 = load v21
        v23 = integer 9
        v24 = binary > v22, v23
        branch v24, b7, b8
      b7:
        v29 = local %n
        v30 = load v29
        return v30
      b8:
        v25 = local %n
        v26 = load v25
        v27 = integer 1
        v28 = binary + v26, v27
        store v28 into v25
        jump b6
      """,
      preamble: """
        void touch(int i);
        """)
  }

  @Test func forever() {
    checkBody(
      "void",
      """
      for (;;) wait();
      """,
      """
        jump b1
      b1:
        call wait() unused
        jump b1
      """,
      preamble: """
        void wait(void);
        """)
  }

  @Test func loopOfAMacro() {
    checkBody(
      "int n",
      """
      EVER { if (n) break; }
      EACH(n) wait();
      return 0;
      """,
      """
        jump b1
      b1:
        v0 = local %n
        v1 = load v0
        v2 = integer 0
        v3 = binary != v1, v2
        branch v3, b2, b1
      b2:
        v4 = integer 0
        v5 = local %n
        store v4 into v5
        jump b3
      b3:
        v6 = local %n
        v7 = load v6
        v8 = integer 4
        v9 = binary < v7, v8
        branch v9, b4, b5
      b4:
        call wait() unused
        v10 = local %n
        v11 = load v10
        v12 = integer 1
        v13 = binary + v11, v12
        store v13 into v10
        jump b3
      b5:
        v14 = integer 0
        return v14
      """,
      preamble: """
        void wait(void);
        #define EVER for (;;)
        #define EACH(n) for (n = 0; n < 4; n++)
        """)
  }

  @Test func continues() {
    checkBody(
      "int n",
      """
      for (int i = 0; i < n; i++) {
        int t = i;
        if (t & 1) continue;
        touch(t);
      }
      return 0;
      """,
      """
        enter %i
        v0 = integer 0
        v1 = local %i
        store v0 into v1
        jump b1
      b1:
        v2 = local %i
        v3 = load v2
        v4 = local %n
        v5 = load v4
        v6 = binary < v3, v5
        branch v6, b2, b6
      b2:
        enter %t
        v7 = local %i
        v8 = load v7
        v9 = local %t
        store v8 into v9
        v10 = local %t
        v11 = load v10
        v12 = integer 1
        v13 = binary & v11, v12
        v14 = integer 0
        v15 = binary != v13, v14
        branch v15, b3, b4
      b3:
        leave %t
        jump b5
      b4:
        v16 = local %t
        v17 = load v16
        call touch(v17 from v16) unused
        leave %t
        jump b5
      b5:
        v18 = local %i
        v19 = load v18
        v20 = integer 1
        v21 = binary + v19, v20
        store v21 into v18
        jump b1
      b6:
        leave %i
        v22 = integer 0
        return v22
      """,
      preamble: """
        void touch(int i);
        """)
  }

  @Test func doOnce() {
    checkBody(
      "int n",
      """
      do { n = 1; if (n) break; n = 2; } while (0);
      return n;
      """,
      """
        v0 = integer 1
        v1 = local %n
        store v0 into v1
        v2 = local %n
        v3 = load v2
        v4 = integer 0
        v5 = binary != v3, v4
        branch v5, b2, b1
      b1:
        v6 = integer 2
        v7 = local %n
        store v6 into v7
        jump b2
      b2:
        v8 = local %n
        v9 = load v8
        return v9
      """)
  }

  @Test func doLoop() {
    checkBody(
      "int n",
      """
      do { n--; } while (n > 0);
      return n;
      """,
      """
        jump b1
      b1:
        v0 = local %n
        v1 = load v0
        v2 = integer 1
        v3 = binary - v1, v2
        store v3 into v0
        v4 = local %n
        v5 = load v4
        v6 = integer 0
        v7 = binary > v5, v6
        branch v7, b1, b2
      b2:
        v8 = local %n
        v9 = load v8
        return v9
      """)
  }

  @Test func switches() {
    checkBody(
      "int n",
      """
      switch (n) {
      case 1: n = 10; break;
      case 2: n = 20;
      case 3 ... 5: n = 30; break;
      default: n = 40;
      }
      return n;
      """,
      """
        v0 = local %n
        v1 = load v0
        v10 = integer 1
        v11 = binary == v1, v10
        branch v11, b1, b2
      b1:
        v2 = integer 10
        v3 = local %n
        store v2 into v3
        jump b7
      b2:
        v12 = integer 2
        v13 = binary == v1, v12
        branch v13, b3, b4
      b3:
        v4 = integer 20
        v5 = local %n
        store v4 into v5
        jump b5
      b4:
        v14 = integer 3
        v15 = binary >= v1, v14
        v16 = integer 5
        v17 = binary <= v1, v16
        v18 = binary & v15, v17
        branch v18, b5, b6
      b5:
        v6 = integer 30
        v7 = local %n
        store v6 into v7
        jump b7
      b6:
        v8 = integer 40
        v9 = local %n
        store v8 into v9
        jump b7
      b7:
        v19 = local %n
        v20 = load v19
        return v20
      """)
  }

  @Test func switchWithoutDefault() {
    checkBody(
      "int n",
      """
      switch (n) { case 1: return 1; case 2: return 2; }
      return 0;
      """,
      """
        v0 = local %n
        v1 = load v0
        v4 = integer 1
        v5 = binary == v1, v4
        branch v5, b1, b2
      b1:
        v2 = integer 1
        return v2
      b2:
        v6 = integer 2
        v7 = binary == v1, v6
        branch v7, b3, b4
      b3:
        v3 = integer 2
        return v3
      b4:
        v8 = integer 0
        return v8
      """)
  }

  @Test func continueInsideSwitch() {
    checkBody(
      "int n",
      """
      while (n) {
        switch (n) { case 1: continue; default: n--; }
      }
      return 0;
      """,
      """
        jump b1
      b1:
        v0 = local %n
        v1 = load v0
        v2 = integer 0
        v3 = binary != v1, v2
        branch v3, b2, b4
      b2:
        v4 = local %n
        v5 = load v4
        v10 = integer 1
        v11 = binary == v5, v10
        branch v11, b1, b3
      b3:
        v6 = local %n
        v7 = load v6
        v8 = integer 1
        v9 = binary - v7, v8
        store v9 into v6
        jump b1
      b4:
        v12 = integer 0
        return v12
      """)
  }

  @Test func gotoCleanup() {
    checkBody(
      "int n",
      """
      int a = 1;
      if (n) { int b = 2; if (b) goto out; }
      a = 3;
      out:
      return a;
      """,
      """
        enter %a
        v0 = integer 1
        v1 = local %a
        store v0 into v1
        v2 = local %n
        v3 = load v2
        v4 = integer 0
        v5 = binary != v3, v4
        branch v5, b1, b4
      b1:
        enter %b
        v6 = integer 2
        v7 = local %b
        store v6 into v7
        v8 = local %b
        v9 = load v8
        v10 = integer 0
        v11 = binary != v9, v10
        branch v11, b2, b3
      b2:
        leave %b
        jump b5
      b3:
        leave %b
        jump b4
      b4:
        v12 = integer 3
        v13 = local %a
        store v12 into v13
        jump b5
      b5:
        v14 = local %a
        v15 = load v14
        leave %a
        return v15
      """)
  }

  @Test func gotoBack() {
    checkBody(
      "int n",
      """
      again:
      n--;
      { int t = n; if (t) goto again; }
      return n;
      """,
      """
        jump b1
      b1:
        v0 = local %n
        v1 = load v0
        v2 = integer 1
        v3 = binary - v1, v2
        store v3 into v0
        enter %t
        v4 = local %n
        v5 = load v4
        v6 = local %t
        store v5 into v6
        v7 = local %t
        v8 = load v7
        v9 = integer 0
        v10 = binary != v8, v9
        branch v10, b2, b3
      b2:
        leave %t
        jump b1
      b3:
        leave %t
        v11 = local %n
        v12 = load v11
        return v12
      """)
  }

  @Test func conditionalValues() {
    checkBody(
      "int a, int b",
      """
      int c = a ? b : 3;
      a ? touch(1) : touch(2);
      return a ?: b;
      """,
      """
        enter %c
        v0 = local %a
        v1 = load v0
        v2 = integer 0
        v3 = binary != v1, v2
        branch v3, b1, b2
      b1:
        v4 = local %b
        v5 = load v4
        enter %#3
        v6 = local %#3
        store v5 into v6
        jump b3
      b2:
        v7 = integer 3
        enter %#3
        v8 = local %#3
        store v7 into v8
        jump b3
      b3:
        v9 = local %#3
        v10 = load v9
        leave %#3
        v11 = local %c
        store v10 into v11
        v12 = local %a
        v13 = load v12
        v14 = integer 0
        v15 = binary != v13, v14
        branch v15, b4, b5
      b4:
        v16 = integer 1
        call touch(v16) unused
        jump b6
      b5:
        v17 = integer 2
        call touch(v17) unused
        jump b6
      b6:
        v18 = local %a
        v19 = load v18
        v20 = integer 0
        v21 = binary != v19, v20
        branch v21, b7, b8
      b7:
        enter %#4
        v22 = local %#4
        store v19 into v22
        jump b9
      b8:
        v23 = local %b
        v24 = load v23
        enter %#4
        v25 = local %#4
        store v24 into v25
        jump b9
      b9:
        v26 = local %#4
        v27 = load v26
        leave %#4
        leave %c
        return v27
      """,
      preamble: """
        void touch(int i);
        """)
  }

  @Test func conditionalOfAConstant() {
    checkBody(
      "int a",
      """
      return sizeof(int) == 4 ? a : 7;
      """,
      """
      v0 = local %a
      v1 = load v0
      return v1
      """)
  }

  @Test func unreachableCodeIsLeftOut() {
    checkBody(
      "int a",
      """
      return a;
      a = 3;
      """,
      """
      v0 = local %a
      v1 = load v0
      return v1
      """)
  }

  @Test func scopesEndAtTheirBraces() {
    checkBody(
      "int n",
      """
      { int a = n; { int b = a; n = b; } }
      return n;
      """,
      """
      enter %a
      v0 = local %n
      v1 = load v0
      v2 = local %a
      store v1 into v2
      enter %b
      v3 = local %a
      v4 = load v3
      v5 = local %b
      store v4 into v5
      v6 = local %b
      v7 = load v6
      v8 = local %n
      store v7 into v8
      leave %b
      leave %a
      v9 = local %n
      v10 = load v9
      return v10
      """)
  }

  @Test func returnsLeaveAllScopes() {
    checkBody(
      "int n",
      """
      int a = 1;
      { int b = 2; if (n) return b; }
      return a;
      """,
      """
        enter %a
        v0 = integer 1
        v1 = local %a
        store v0 into v1
        enter %b
        v2 = integer 2
        v3 = local %b
        store v2 into v3
        v4 = local %n
        v5 = load v4
        v6 = integer 0
        v7 = binary != v5, v6
        branch v7, b1, b2
      b1:
        v8 = local %b
        v9 = load v8
        leave %b
        leave %a
        return v9
      b2:
        leave %b
        v10 = local %a
        v11 = load v10
        leave %a
        return v11
      """)
  }

  @Test func staticsKeepTheirStorage() {
    checkBody(
      "int n",
      """
      static uint8_t buffer[16];
      static int count = 3;
      buffer[0] = n;
      return count++;
      """,
      """
      v0 = local %n
      v1 = load v0
      v2 = cast v1 as UInt8
      v3 = local %buffer
      v4 = address v3
      v5 = pointee v4
      store v2 into v5
      v6 = local %count
      v7 = load v6
      v8 = integer 1
      v9 = binary + v7, v8
      store v9 into v6
      return v7
      """)
  }

  @Test func shadowing() {
    checkBody(
      "int n",
      """
      int x = 1;
      { int x = 2; n = x; }
      return x;
      """,
      """
      enter %x#1
      v0 = integer 1
      v1 = local %x#1
      store v0 into v1
      enter %x#2
      v2 = integer 2
      v3 = local %x#2
      store v2 into v3
      v4 = local %x#2
      v5 = load v4
      v6 = local %n
      store v5 into v6
      leave %x#2
      v7 = local %x#1
      v8 = load v7
      leave %x#1
      return v8
      """)
  }
}
