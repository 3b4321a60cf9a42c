import Testing

@Suite struct InitializerTests {
  @Test func structs() {
    checkBody(
      "uint8_t *buffer",
      """
      struct D d = { .address = (uintptr_t)buffer, .next = 0, .inner = { 1, 2 } };
      struct D e = { 5 };
      struct D z = { 0 };
      return d.count;
      """,
      """
      enter %d
      v0 = local %buffer
      v1 = load v0
      v2 = cast v1 as UInt
      v3 = integer 0
      v4 = integer 1
      v5 = integer 2
      v6 = aggregate D.inner(a: v4, b: v5)
      v7 = aggregate D(address: v2, next: v3, inner: v6)
      v8 = local %d
      store v7 into v8
      enter %e
      v9 = integer 5
      v10 = aggregate D(address: v9)
      v11 = local %e
      store v10 into v11
      enter %z
      v12 = integer 0
      v13 = aggregate D(address: v12)
      v14 = local %z
      store v13 into v14
      v15 = local %d
      v16 = member v15.count
      v17 = load v16
      leave %z
      leave %e
      leave %d
      return v17
      """,
      preamble: """
        struct D { uint32_t address; int count; struct { int a, b; } inner; struct D *next; };
        """)
  }

  @Test func arrays() {
    checkBody(
      "int n",
      """
      uint8_t a[4] = { 1, n, [3] = 7 };
      int b[2][2] = { { 1, 2 }, { 3, 4 } };
      int c = { 5 };
      return a[0];
      """,
      """
      enter %a
      v0 = integer 1
      v1 = local %n
      v2 = load v1
      v3 = cast v2 as UInt8
      v4 = integer 7
      v5 = aggregate CArray<4, UInt8>(v0, v3, "[3]": v4)
      v6 = local %a
      store v5 into v6
      enter %b
      v7 = integer 1
      v8 = integer 2
      v9 = aggregate CArray<2, Int32>(v7, v8)
      v10 = integer 3
      v11 = integer 4
      v12 = aggregate CArray<2, Int32>(v10, v11)
      v13 = aggregate CArray<2, CArray<2, Int32>>(v9, v12)
      v14 = local %b
      store v13 into v14
      enter %c
      v15 = integer 5
      v16 = local %c
      store v15 into v16
      v17 = local %a
      v18 = address v17
      v19 = pointee v18
      v20 = load v19
      leave %c
      leave %b
      leave %a
      return v20
      """)
  }

  @Test func designatedPaths() {
    checkBody(
      "void",
      """
      struct O o = { .inner.b = 4, .list[1] = 2 };
      return 0;
      """,
      """
      enter %o
      v0 = integer 4
      v1 = integer 2
      v2 = aggregate O(inner.b: v0, "list[1]": v1)
      v3 = local %o
      store v2 into v3
      v4 = integer 0
      leave %o
      return v4
      """,
      preamble: """
        struct O { struct { int a, b; } inner; int list[3]; };
        """)
  }

  @Test func compoundLiterals() {
    checkBody(
      "void",
      """
      configure(&(struct C){ .speed = 3 });
      struct C c = (struct C){ .speed = 4 };
      int *p = (int[]){ 1, 2 };
      return c.speed;
      """,
      """
      enter %#0
      v0 = integer 3
      v1 = aggregate C(speed: v0)
      v2 = local %#0
      store v1 into v2
      v3 = address v2
      call configure(v3) unused
      enter %c
      enter %#2
      v4 = integer 4
      v5 = aggregate C(speed: v4)
      v6 = local %#2
      store v5 into v6
      v7 = load v6
      v8 = local %c
      store v7 into v8
      enter %p
      enter %#4
      v9 = integer 1
      v10 = integer 2
      v11 = aggregate CArray<2, Int32>(v9, v10)
      v12 = local %#4
      store v11 into v12
      v13 = address v12
      v14 = local %p
      store v13 into v14
      v15 = local %c
      v16 = member v15.speed
      v17 = load v16
      leave %#4
      leave %p
      leave %#2
      leave %c
      leave %#0
      return v17
      """,
      preamble: """
        struct C { int speed, mode; };
        void configure(struct C *c);
        """)
  }

  @Test func withoutValues() {
    checkBody(
      "int n",
      """
      int a;
      uint8_t b[n];
      a = 1;
      b[0] = 2;
      return a;
      """,
      """
      enter %a
      enter %b
      v0 = integer 1
      v1 = local %a
      store v0 into v1
      v2 = integer 2
      v3 = local %b
      v4 = address v3
      v5 = pointee v4
      store v2 into v5
      v6 = local %a
      v7 = load v6
      leave %b
      leave %a
      return v7
      """)
  }
}
