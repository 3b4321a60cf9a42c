import DMALint
import Testing

@testable import CFrontEnd

/// What the system's library makes of a file, where it is an older one than the toolchain's.
@Suite struct OldLibraryTests {
  private static let library = LibraryLocator.candidates().first { $0.contains("/llvm-") }

  private let program = """
    #include <stdint.h>
    #define __ASM __asm
    #define EN (1UL << 3)
    #define FENCE() __ASM volatile("dmb 0xF" ::: "memory")
    #define STREAM ((Stream *)0x40026010UL)
    typedef struct { volatile uint32_t CR, SR; } Stream;
    static uint8_t buffer[64] __attribute__((section(".dma"), aligned(32)));
    typedef struct { int x; } Point;
    int start(uint32_t n, int *flag) {
      for (unsigned i = 0; i < sizeof buffer; i++) buffer[i] = (uint8_t)(i & n);
      FENCE();
      __ASM volatile("mrs %0, primask" : "=r"(n));
      STREAM->CR = EN | 2;
      while (!(STREAM->SR & 2u)) { if (n-- == 0) return -1; }
      __atomic_store_n(flag, 1, __ATOMIC_RELEASE);
      Point p = { .x = ~3 };
      return ++p.x && *flag;
    }
    """

  @Test(.enabled(if: library != nil)) func saysTheSame() {
    var options = COptions()
    let new = lower([CInput(path: "a.c", text: program)], options)
    options.libraries = [Self.library ?? ""]
    let old = lower([CInput(path: "a.c", text: program)], options)
    #expect(old.library != nil)
    #expect(old.gaps == [])
    let texts = [new, old].map { lowering in
      lowering.files.map { FlowPrinter.print($0.module) }.joined()
    }
    #expect(texts[0] == texts[1])
  }

  @Test(.enabled(if: library != nil)) func saysWhatItCannotSee() {
    var options = COptions()
    options.libraries = [Self.library ?? ""]
    let source = """
      #define MIX(a, b) ((a) ^ (b))
      #define FENCE(kind) __asm volatile("dmb " #kind ::: "memory")
      int f(int a, int b) { FENCE(sy); return MIX(a, b); }
      """
    let lowering = lower([CInput(path: "a.c", text: source)], options)
    let knowsAll = lowering.library?.contains("version 2") == true
    #expect(lowering.gaps.isEmpty == knowsAll)
  }

  @Test func readsAssemblyAsWritten() {
    var reader = AssemblyReader(
      bytes: Array(
        """
        __asm__ __volatile__ goto("add %[r], %1\\n" "dsb" : [r] "=&r"(a["x"]), "+m"(*p) : "r"(f(1, 2)) :
        "memory", "cc" : out)
        """.utf8))
    let statement = reader.read()
    #expect(statement?.text == "add %[r], %1\ndsb")
    #expect(statement?.outputs == ["=&r", "+m"])
    #expect(statement?.inputs == ["r"])
    #expect(statement?.clobbers == ["memory", "cc"])
    #expect(statement?.isVolatile == true)
    #expect(statement?.jumps == true)
  }
}
