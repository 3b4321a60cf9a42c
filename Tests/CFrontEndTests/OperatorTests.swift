import Testing

@Suite struct OperatorTests {
  @Test func constantsFold() {
    checkBody(
      "void",
      """
      int a = (1 << 4) | sizeof(uint32_t) * 2;
      unsigned b = ~0x0FU;
      int c = -1 / 2 + OTHER;
      uint8_t d = 0x1FF;
      return a;
      """,
      """
      enter %a
      v0 = integer 24
      v1 = local %a
      store v0 into v1
      enter %b
      v2 = integer 0xFFFFFFF0
      v3 = local %b
      store v2 into v3
      enter %c
      v4 = integer 7
      v5 = local %c
      store v4 into v5
      enter %d
      v6 = integer 255
      v7 = local %d
      store v6 into v7
      v8 = local %a
      v9 = load v8
      leave %d
      leave %c
      leave %b
      leave %a
      return v9
      """,
      preamble: """
        enum { ONE = 1, OTHER = 7 };
        """)
  }

  @Test func offsets() {
    checkBody(
      "struct P *p",
      """
      return __builtin_offsetof(struct P, y) + _Alignof(struct P) + sizeof(p->x);
      """,
      """
      v0 = integer 12
      return v0
      """,
      preamble: """
        struct P { int x, y; };
        """)
  }

  @Test func narrowing() {
    checkBody(
      "uint32_t wide, int *p",
      """
      uint16_t narrow = wide;
      uint8_t byte = (uint8_t)wide;
      uint32_t address = (uint32_t)p;
      return narrow;
      """,
      """
      enter %narrow
      v0 = local %wide
      v1 = load v0
      v2 = cast v1 as UInt16
      v3 = local %narrow
      store v2 into v3
      enter %byte
      v4 = local %wide
      v5 = load v4
      v6 = cast v5 as UInt8
      v7 = local %byte
      store v6 into v7
      enter %address
      v8 = local %p
      v9 = load v8
      v10 = cast v9 as UInt32
      v11 = local %address
      store v10 into v11
      v12 = local %narrow
      v13 = load v12
      leave %address
      leave %byte
      leave %narrow
      return v13
      """)
  }

  @Test func implicitWideningIsNoOperation() {
    checkBody(
      "uint8_t small",
      """
      uint32_t wide = small;
      return wide + 1;
      """,
      """
      enter %wide
      v0 = local %small
      v1 = load v0
      v2 = local %wide
      store v1 into v2
      v3 = local %wide
      v4 = load v3
      v5 = integer 1
      v6 = binary + v4, v5
      leave %wide
      return v6
      """)
  }

  @Test func pointersAndIntegers() {
    checkBody(
      "uint32_t n, void *p",
      """
      uint8_t *q = (uint8_t *)(n & ~31u);
      const int *r = p;
      if (p == 0) return 1;
      return q != 0;
      """,
      """
        enter %q
        v0 = local %n
        v1 = load v0
        v2 = integer 0xFFFFFFE0
        v3 = binary & v1, v2
        v4 = cast v3 as UnsafeMutablePointer<UInt8>
        v5 = local %q
        store v4 into v5
        enter %r
        v6 = local %p
        v7 = load v6
        v8 = local %r
        store v7 into v8
        v9 = local %p
        v10 = load v9
        v11 = integer 0
        v12 = binary == v10, v11
        branch v12, b1, b2
      b1:
        v13 = integer 1
        leave %r
        leave %q
        return v13
      b2:
        v14 = local %q
        v15 = load v14
        v16 = integer 0
        v17 = binary != v15, v16
        leave %r
        leave %q
        return v17
      """)
  }

  @Test func booleans() {
    checkBody(
      "int n, _Bool b",
      """
      _Bool c = n;
      if (b) n = 1;
      if (!b) n = 2;
      if (n) n = 3;
      if (!n) n = 4;
      return !n;
      """,
      """
        enter %c
        v0 = local %n
        v1 = load v0
        v2 = integer 0
        v3 = binary != v1, v2
        v4 = local %c
        store v3 into v4
        v5 = local %b
        v6 = load v5
        branch v6, b1, b2
      b1:
        v7 = integer 1
        v8 = local %n
        store v7 into v8
        jump b2
      b2:
        v9 = local %b
        v10 = load v9
        branch v10, b4, b3
      b3:
        v11 = integer 2
        v12 = local %n
        store v11 into v12
        jump b4
      b4:
        v13 = local %n
        v14 = load v13
        v15 = integer 0
        v16 = binary != v14, v15
        branch v16, b5, b6
      b5:
        v17 = integer 3
        v18 = local %n
        store v17 into v18
        jump b6
      b6:
        v19 = local %n
        v20 = load v19
        v21 = integer 0
        v22 = binary != v20, v21
        branch v22, b8, b7
      b7:
        v23 = integer 4
        v24 = local %n
        store v23 into v24
        jump b8
      b8:
        v25 = local %n
        v26 = load v25
        v27 = integer 0
        v28 = binary == v26, v27
        leave %c
        return v28
      """)
  }

  @Test func floats() {
    checkBody(
      "float x, int n",
      """
      x = x * 2.0f + n;
      return (int)x;
      """,
      """
      v0 = local %x
      v1 = load v0
      v2 = float
      v3 = binary * v1, v2
      v4 = local %n
      v5 = load v4
      v6 = cast v5 as Float
      v7 = binary + v3, v6
      v8 = local %x
      store v7 into v8
      v9 = local %x
      v10 = load v9
      v11 = cast v10 as Int32
      return v11
      """)
  }

  @Test func assignmentsChain() {
    checkBody(
      "int a, int b",
      """
      a = b = 3;
      a = (b += 2, b);
      return a;
      """,
      """
      v0 = integer 3
      v1 = local %b
      store v0 into v1
      v2 = integer 3
      v3 = local %a
      store v2 into v3
      v4 = local %b
      v5 = load v4
      v6 = integer 2
      v7 = binary + v5, v6
      store v7 into v4
      v8 = local %b
      v9 = load v8
      v10 = local %a
      store v9 into v10
      v11 = local %a
      v12 = load v11
      return v12
      """)
  }

  @Test func incrementsAsValues() {
    checkBody(
      "int a",
      """
      int b = a++;
      int c = --a;
      return b - c;
      """,
      """
      enter %b
      v0 = local %a
      v1 = load v0
      v2 = integer 1
      v3 = binary + v1, v2
      store v3 into v0
      v4 = local %b
      store v1 into v4
      enter %c
      v5 = local %a
      v6 = load v5
      v7 = integer 1
      v8 = binary - v6, v7
      store v8 into v5
      v9 = local %c
      store v8 into v9
      v10 = local %b
      v11 = load v10
      v12 = local %c
      v13 = load v12
      v14 = binary - v11, v13
      leave %c
      leave %b
      return v14
      """)
  }

  @Test func signsAndShifts() {
    checkBody(
      "int a, unsigned b",
      """
      a = -a;
      a = ~a;
      a = +a;
      b = b >> 3;
      return a % 5;
      """,
      """
      v0 = local %a
      v1 = load v0
      v2 = unary - v1
      v3 = local %a
      store v2 into v3
      v4 = local %a
      v5 = load v4
      v6 = unary ~ v5
      v7 = local %a
      store v6 into v7
      v8 = local %a
      v9 = load v8
      v10 = local %a
      store v9 into v10
      v11 = local %b
      v12 = load v11
      v13 = integer 3
      v14 = binary >> v12, v13
      v15 = local %b
      store v14 into v15
      v16 = local %a
      v17 = load v16
      v18 = integer 5
      v19 = binary % v17, v18
      return v19
      """)
  }

  @Test func generic() {
    checkBody(
      "int n",
      """
      return _Generic(n, int: 5, float: 6);
      """,
      """
      v0 = integer 5
      return v0
      """)
  }

  @Test func statementExpression() {
    checkBody(
      "int n",
      """
      int m = ({ int t = n; t + 1; });
      return m;
      """,
      """
      enter %m
      enter %t
      v0 = local %n
      v1 = load v0
      v2 = local %t
      store v1 into v2
      v3 = local %t
      v4 = load v3
      v5 = integer 1
      v6 = binary + v4, v5
      leave %t
      v7 = local %m
      store v6 into v7
      v8 = local %m
      v9 = load v8
      leave %m
      return v9
      """)
  }

  @Test func strings() {
    checkBody(
      "void",
      """
      show("abc");
      char text[] = "hi";
      return text[0];
      """,
      """
      v0 = string 3
      call show(v0) unused
      enter %text
      v1 = string 2
      v2 = local %text
      store v1 into v2
      v3 = local %text
      v4 = address v3
      v5 = pointee v4
      v6 = load v5
      leave %text
      return v6
      """,
      preamble: """
        void show(const char *text);
        """)
  }
}
