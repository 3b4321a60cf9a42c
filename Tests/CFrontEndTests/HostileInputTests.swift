import CFrontEnd
import DMALint
import Testing

/// Nothing that a file holds may crash or hang the front end.
@Suite struct HostileInputTests {
  private let program = """
    #include <stdint.h>
    #define DMA1 ((DMA *)0x40026000UL)
    typedef struct { volatile uint32_t CR, SR; } DMA;
    static uint8_t buffer[64] __attribute__((section(".dma"), aligned(32)));
    int start(uint32_t n) {
      for (unsigned i = 0; i < sizeof buffer; i++) buffer[i] = (uint8_t)(i ? n : 0);
      __asm volatile("dmb 0xF" : "+r"(n) :: "memory");
      DMA1->CR |= 1u << 3;
      while (!(DMA1->SR & 2)) { if (n-- == 0) goto out; }
      switch (n) { case 1: return 1; case 2 ... 4: break; default: n = ({ int t = 1; t; }); }
    out:
      return __atomic_load_n(&buffer[0], __ATOMIC_ACQUIRE) && n ?: -1;
    }
    """

  @Test func truncatedAnywhere() {
    let bytes = Array(program.utf8)
    for count in stride(from: 0, to: bytes.count, by: 17) {
      let lowering = lower([CInput(path: "a.c", bytes: Array(bytes[..<count]))])
      #expect(lowering.failures.isEmpty)
    }
  }

  @Test func bytesChangedAnywhere() {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for _ in 0..<60 {
      var bytes = Array(program.utf8)
      for _ in 0..<(1 + random(6)) {
        let place = random(bytes.count)
        switch random(3) {
        case 0: bytes[place] = UInt8(random(256))
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: "(){};*&#\"".utf8.dropFirst(random(9)), at: place)
        }
      }
      _ = lower([CInput(path: "a.c", bytes: bytes)])
    }
  }

  @Test func bytesThatAreNoText() {
    for bytes: [UInt8] in [[0], [0xFF, 0xFE, 0], [0x22], [0x2F, 0x2A], Array(0...255)] {
      _ = lower([
        CInput(path: "a.c", bytes: bytes), CInput(path: "b.h", bytes: bytes),
        CInput(path: "module.modulemap", bytes: bytes),
      ])
    }
  }

  @Test func deepNesting() {
    let texts = [
      "int f(int a) { return " + String(repeating: "(", count: 5000) + "a"
        + String(repeating: ")", count: 5000) + "; }",
      "int f(int a) { return a" + String(repeating: " + a", count: 20_000) + "; }",
      "int f(int a) { return " + String(repeating: "-", count: 1)
        + String(repeating: "~", count: 4000)
        + "a; }",
      "void f(void) " + String(repeating: "{", count: 3000) + String(repeating: "}", count: 3000),
      "int f(int a) { " + String(repeating: "if (a) ", count: 2000) + "a++; return a; }",
      "int f(int a) { if (a) return 0;"
        + String(repeating: " else if (a) return 1;", count: 3000) + " return 2; }",
      "typedef int " + String(repeating: "*", count: 2000) + "P; P f(P p) { return p; }",
      "int x = " + String(repeating: "{", count: 600) + String(repeating: "}", count: 600) + ";",
    ]
    for text in texts {
      let lowering = lower([CInput(path: "a.c", text: text)])
      #expect(lowering.missingLibrary == nil)
    }
  }

  @Test func chainsWithoutEndAreGaps() {
    let count = 100_000
    let texts = [
      "int f(int a) { if (a) return 0;\n"
        + String(repeating: " else if (a) return 1;", count: count) + " return 2; }",
      "struct s { struct s *n; };\nint f(struct s *p) { return !p"
        + String(repeating: "->n", count: count) + "; }",
    ]
    for text in texts {
      let lowering = lower([CInput(path: "a.c", text: text), CInput(path: "b.c", text: "int b;")])
      #expect(lowering.gaps.map(\.range.start.line) == [2])
      #expect(lowering.files.contains { $0.module.globals.map(\.name) == ["b"] })
    }
    // Many branches that are no chain are read.
    let apart = (0..<5000).map {
      "int f\($0)(int a) { if (a) return 0; else if (!a) return 1; return 2; }"
    }
    #expect(lower([CInput(path: "a.c", text: apart.joined(separator: "\n"))]).gaps == [])
  }

  @Test func macrosThatLeadBackOrGrow() {
    let doubling = (1..<40).map { "#define D\($0) (D\($0 - 1) + D\($0 - 1))" }
    let lowering = lower([
      CInput(
        path: "a.c",
        text: """
          #define A B
          #define B A
          #define SELF (SELF + 1)
          #define F(x) F(x) + x
          #define G F(F(1))
          #define D0 1
          \(doubling.joined(separator: "\n"))
          #define UNCLOSED (1 + (2
          #define DIVIDED (1 / 0)
          #define SHIFTED (1 << 99)
          #define MIN ((-0x7FFFFFFFFFFFFFFFLL - 1) / -1)
          """)
    ])
    let constants = lowering.files[0].module.constants
    #expect(constants["A"] == nil)
    #expect(constants["DIVIDED"] == nil)
    #expect(constants["D4"] == .integer(16))
    #expect(constants["D39"] == nil)
  }

  @Test func includesInACircle() {
    let lowering = lower([
      CInput(path: "a.c", text: "#include \"a.c\"\nint f(void) { return 1; }")
    ])
    #expect(lowering.failures.isEmpty)
  }

  @Test func redefinitionsAndConflicts() {
    let lowering = lower([
      CInput(
        path: "a.c",
        text: """
          int f(void) { return 1; }
          float f(int a) { return 2; }
          struct S { int a; }; struct S { float b; };
          int g(void) { struct S s; return s.a + s.b + unknown + f(3)(4) + *5; }
          """)
    ])
    #expect(!lowering.gaps.isEmpty)
  }
}
