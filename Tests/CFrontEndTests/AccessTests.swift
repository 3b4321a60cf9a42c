import Testing

@Suite struct AccessTests {
  @Test func registerBehindMacro() {
    checkBody(
      "void",
      """
      STREAM->CR |= EN;
      return 0;
      """,
      """
      v0 = integer 0x40026010
      v1 = cast v0 as UnsafeMutablePointer<Stream>
      v2 = pointee v1
      v3 = member v2.CR
      v4 = load v3 volatile
      v5 = integer 1
      v6 = binary | v4, v5
      store v6 into v3 volatile
      v7 = integer 0
      return v7
      """,
      preamble: """
        typedef struct { volatile uint32_t CR, NDTR, M0AR; } Stream;
        #define STREAM ((Stream *)0x40026010UL)
        #define EN (1UL << 0)
        """)
  }

  @Test func addressOfBufferIntoRegister() {
    checkBody(
      "void",
      """
      STREAM->M0AR = (uint32_t)(uintptr_t)buffer;
      STREAM->NDTR = sizeof buffer;
      return 0;
      """,
      """
      v0 = global buffer
      v1 = address v0
      v2 = cast v1 as UInt
      v3 = cast v2 as UInt32
      v4 = integer 0x40026010
      v5 = cast v4 as UnsafeMutablePointer<Stream>
      v6 = pointee v5
      v7 = member v6.M0AR
      store v3 into v7 volatile
      v8 = integer 64
      v9 = integer 0x40026010
      v10 = cast v9 as UnsafeMutablePointer<Stream>
      v11 = pointee v10
      v12 = member v11.NDTR
      store v8 into v12 volatile
      v13 = integer 0
      return v13
      """,
      preamble: """
        typedef struct { volatile uint32_t CR, NDTR, M0AR; } Stream;
        #define STREAM ((Stream *)0x40026010UL)
        #define EN (1UL << 0)
        static uint8_t buffer[64];
        """)
  }

  @Test func volatileCast() {
    checkBody(
      "uint32_t address, uint32_t value",
      """
      *(volatile uint32_t *)(uintptr_t)address = value;
      return *(volatile uint16_t *)0x40000000;
      """,
      """
      v0 = local %value
      v1 = load v0
      v2 = local %address
      v3 = load v2
      v4 = cast v3 as UInt
      v5 = cast v4 as UnsafeMutablePointer<UInt32>
      v6 = pointee v5
      store v1 into v6 volatile
      v7 = integer 0x40000000
      v8 = cast v7 as UnsafeMutablePointer<UInt16>
      v9 = pointee v8
      v10 = load v9 volatile
      return v10
      """)
  }

  @Test func plainPointer() {
    checkBody(
      "uint32_t *p",
      """
      *p = 1;
      p[2] = p[1];
      return *(p + 3);
      """,
      """
      v0 = integer 1
      v1 = local %p
      v2 = load v1
      v3 = pointee v2
      store v0 into v3
      v4 = local %p
      v5 = load v4
      v6 = pointee v5, 4
      v7 = load v6
      v8 = local %p
      v9 = load v8
      v10 = pointee v9, 8
      store v7 into v10
      v11 = local %p
      v12 = load v11
      v13 = pointee v12, 12
      v14 = load v13
      return v14
      """)
  }

  @Test func pointerArithmetic() {
    checkBody(
      "uint32_t *p, int n",
      """
      *(p + n) = 1;
      *(n + p) = 2;
      p[-1] = 3;
      uint32_t *q = p - n;
      p += 4;
      return q - p;
      """,
      """
      v0 = integer 1
      v1 = local %p
      v2 = load v1
      v3 = local %n
      v4 = load v3
      v5 = indexed v2, v4, 4
      store v0 into v5
      v6 = integer 2
      v7 = local %p
      v8 = load v7
      v9 = local %n
      v10 = load v9
      v11 = indexed v8, v10, 4
      store v6 into v11
      v12 = integer 3
      v13 = local %p
      v14 = load v13
      v15 = pointee v14, -4
      store v12 into v15
      enter %q
      v16 = local %p
      v17 = load v16
      v18 = local %n
      v19 = load v18
      v20 = unary - v19
      v21 = indexed v17, v20, 4
      v22 = address v21
      v23 = local %q
      store v22 into v23
      v24 = local %p
      v25 = load v24
      v26 = pointee v25, 16
      v27 = address v26
      store v27 into v24
      v28 = local %q
      v29 = load v28
      v30 = local %p
      v31 = load v30
      v32 = binary - v29, v31
      v33 = integer 4
      v34 = binary / v32, v33
      leave %q
      return v34
      """)
  }

  @Test func walkingPointers() {
    checkBody(
      "uint8_t *to, const uint8_t *from, int n",
      """
      while (n--) *to++ = *from++;
      return 0;
      """,
      """
        jump b1
      b1:
        v0 = local %n
        v1 = load v0
        v2 = integer 1
        v3 = binary - v1, v2
        store v3 into v0
        v4 = integer 0
        v5 = binary != v1, v4
        branch v5, b2, b3
      b2:
        v6 = local %from
        v7 = load v6
        v8 = pointee v7, 1
        v9 = address v8
        store v9 into v6
        v10 = pointee v7
        v11 = load v10
        v12 = local %to
        v13 = load v12
        v14 = pointee v13, 1
        v15 = address v14
        store v15 into v12
        v16 = pointee v13
        store v11 into v16
        jump b1
      b3:
        v17 = integer 0
        return v17
      """)
  }

  @Test func arrays() {
    checkBody(
      "int i",
      """
      buffer[3] = 1;
      buffer[i] = 2;
      table[i][2] = 3;
      return *buffer;
      """,
      """
      v0 = integer 1
      v1 = global buffer
      v2 = address v1
      v3 = pointee v2, 3
      store v0 into v3
      v4 = integer 2
      v5 = global buffer
      v6 = address v5
      v7 = local %i
      v8 = load v7
      v9 = indexed v6, v8, 1
      store v4 into v9
      v10 = integer 3
      v11 = global table
      v12 = address v11
      v13 = local %i
      v14 = load v13
      v15 = indexed v12, v14, 32
      v16 = address v15
      v17 = pointee v16, 8
      store v10 into v17
      v18 = global buffer
      v19 = address v18
      v20 = pointee v19
      v21 = load v20
      return v21
      """,
      preamble: """
        static uint8_t buffer[64];
        static uint32_t table[4][8];
        """)
  }

  @Test func arraysOfStructs() {
    checkBody(
      "struct Descriptor *d, int i",
      """
      d[i].next = &d[i + 1];
      ring[2].flags = 1;
      return 0;
      """,
      """
      v0 = local %d
      v1 = load v0
      v2 = local %i
      v3 = load v2
      v4 = integer 1
      v5 = binary + v3, v4
      v6 = indexed v1, v5, 8
      v7 = address v6
      v8 = local %d
      v9 = load v8
      v10 = local %i
      v11 = load v10
      v12 = indexed v9, v11, 8
      v13 = member v12.next
      store v7 into v13
      v14 = integer 1
      v15 = global ring
      v16 = address v15
      v17 = pointee v16, 16
      v18 = member v17.flags
      store v14 into v18
      v19 = integer 0
      return v19
      """,
      preamble: """
        struct Descriptor { uint32_t flags; struct Descriptor *next; };
        extern struct Descriptor ring[4];
        """)
  }

  @Test func members() {
    checkBody(
      "struct Outer *p",
      """
      p->inner.a = 1;
      p->first = 2;
      p->bits = 3;
      return (*p).inner.b;
      """,
      """
      v0 = integer 1
      v1 = local %p
      v2 = load v1
      v3 = pointee v2
      v4 = member v3.inner
      v5 = member v4.a
      store v0 into v5
      v6 = integer 2
      v7 = local %p
      v8 = load v7
      v9 = pointee v8
      v10 = member v9.first
      store v6 into v10
      v11 = integer 3
      v12 = local %p
      v13 = load v12
      v14 = pointee v13
      v15 = member v14.bits
      store v11 into v15
      v16 = local %p
      v17 = load v16
      v18 = pointee v17
      v19 = member v18.inner
      v20 = member v19.b
      v21 = load v20 volatile
      return v21
      """,
      preamble: """
        struct Outer { struct { int a; volatile int b; } inner; union { int first; float second; }; unsigned bits : 3; };
        """)
  }

  @Test func volatileThroughQualifiedPointer() {
    checkBody(
      "volatile struct P *p",
      """
      p->x = p->y;
      return 0;
      """,
      """
      v0 = local %p
      v1 = load v0
      v2 = pointee v1
      v3 = member v2.y
      v4 = load v3 volatile
      v5 = local %p
      v6 = load v5
      v7 = pointee v6
      v8 = member v7.x
      store v4 into v8 volatile
      v9 = integer 0
      return v9
      """,
      preamble: """
        struct P { int x, y; };
        """)
  }

  @Test func volatileThroughTypedef() {
    checkBody(
      "void",
      """
      flag = 1;
      while (flag) {}
      return 0;
      """,
      """
        v0 = integer 1
        v1 = global flag
        store v0 into v1 volatile
        jump b1
      b1:
        v2 = global flag
        v3 = load v2 volatile
        v4 = integer 0
        v5 = binary != v3, v4
        branch v5, b1, b2
      b2:
        v6 = integer 0
        return v6
      """,
      preamble: """
        typedef volatile uint32_t vu32;
        extern vu32 flag;
        """)
  }

  @Test func volatileReadsAreEffects() {
    checkBody(
      "int plain",
      """
      STREAM->CR;
      (void)STREAM->NDTR;
      plain;
      (void)plain;
      return 0;
      """,
      """
      v0 = integer 0x40026010
      v1 = cast v0 as UnsafeMutablePointer<Stream>
      v2 = pointee v1
      v3 = member v2.CR
      v4 = load v3 volatile
      v5 = integer 0x40026010
      v6 = cast v5 as UnsafeMutablePointer<Stream>
      v7 = pointee v6
      v8 = member v7.NDTR
      v9 = load v8 volatile
      v10 = integer 0
      return v10
      """,
      preamble: """
        typedef struct { volatile uint32_t CR, NDTR, M0AR; } Stream;
        #define STREAM ((Stream *)0x40026010UL)
        #define EN (1UL << 0)
        """)
  }

  @Test func readModifyWrite() {
    checkBody(
      "void",
      """
      STREAM->CR++;
      STREAM->CR &= ~EN;
      STREAM->CR <<= 2;
      return 0;
      """,
      """
      v0 = integer 0x40026010
      v1 = cast v0 as UnsafeMutablePointer<Stream>
      v2 = pointee v1
      v3 = member v2.CR
      v4 = load v3 volatile
      v5 = integer 1
      v6 = binary + v4, v5
      store v6 into v3 volatile
      v7 = integer 0x40026010
      v8 = cast v7 as UnsafeMutablePointer<Stream>
      v9 = pointee v8
      v10 = member v9.CR
      v11 = load v10 volatile
      v12 = integer 0xFFFFFFFE
      v13 = binary & v11, v12
      store v13 into v10 volatile
      v14 = integer 0x40026010
      v15 = cast v14 as UnsafeMutablePointer<Stream>
      v16 = pointee v15
      v17 = member v16.CR
      v18 = load v17 volatile
      v19 = integer 2
      v20 = binary << v18, v19
      store v20 into v17 volatile
      v21 = integer 0
      return v21
      """,
      preamble: """
        typedef struct { volatile uint32_t CR, NDTR, M0AR; } Stream;
        #define STREAM ((Stream *)0x40026010UL)
        #define EN (1UL << 0)
        """)
  }

  @Test func addressOf() {
    checkBody(
      "int *p",
      """
      int x = 1;
      int *q = &x;
      int *r = &*p;
      int *s = &p[2];
      return *q;
      """,
      """
      enter %x
      v0 = integer 1
      v1 = local %x
      store v0 into v1
      enter %q
      v2 = local %x
      v3 = address v2
      v4 = local %q
      store v3 into v4
      enter %r
      v5 = local %p
      v6 = load v5
      v7 = local %r
      store v6 into v7
      enter %s
      v8 = local %p
      v9 = load v8
      v10 = pointee v9, 8
      v11 = address v10
      v12 = local %s
      store v11 into v12
      v13 = local %q
      v14 = load v13
      v15 = pointee v14
      v16 = load v15
      leave %s
      leave %r
      leave %q
      leave %x
      return v16
      """)
  }

  @Test func structsAreValues() {
    checkBody(
      "struct P a, struct P *b",
      """
      struct P c = a;
      *b = c;
      b->x = make().x;
      return 0;
      """,
      """
      enter %c
      v0 = local %a
      v1 = load v0
      v2 = local %c
      store v1 into v2
      v3 = local %c
      v4 = load v3
      v5 = local %b
      v6 = load v5
      v7 = pointee v6
      store v4 into v7
      v8 = call make()
      enter %#3
      v9 = local %#3
      store v8 into v9
      v10 = member v9.x
      v11 = load v10
      v12 = local %b
      v13 = load v12
      v14 = pointee v13
      v15 = member v14.x
      store v11 into v15
      v16 = integer 0
      leave %#3
      leave %c
      return v16
      """,
      preamble: """
        struct P { int x, y; };
        struct P make(void);
        """)
  }

  @Test func fieldsOfConstantPointers() {
    checkBody(
      "void",
      """
      Stream *s = &((Stream *)0x40026010)[2];
      s->CR = 1;
      return 0;
      """,
      """
      enter %s
      v0 = integer 0x40026010
      v1 = cast v0 as UnsafeMutablePointer<Stream>
      v2 = pointee v1, 24
      v3 = address v2
      v4 = local %s
      store v3 into v4
      v5 = integer 1
      v6 = local %s
      v7 = load v6
      v8 = pointee v7
      v9 = member v8.CR
      store v5 into v9 volatile
      v10 = integer 0
      leave %s
      return v10
      """,
      preamble: """
        typedef struct { volatile uint32_t CR, NDTR, M0AR; } Stream;
        #define STREAM ((Stream *)0x40026010UL)
        #define EN (1UL << 0)
        """)
  }

  @Test func effectsInsideReadsThatAreNone() {
    checkBody(
      "int *p, int i",
      """
      p[i++];
      next()->x;
      return i;
      """,
      """
      v0 = local %i
      v1 = load v0
      v2 = integer 1
      v3 = binary + v1, v2
      store v3 into v0
      v4 = call next() unused
      v5 = local %i
      v6 = load v5
      return v6
      """,
      preamble: """
        struct P { int x; };
        struct P *next(void);
        """)
  }
}
