import CFrontEnd
import DMALint
import Testing

@Suite struct DeclarationTests {
  @Test func recordsKeepTheirLayout() {
    check(
      """
      struct Tagged { char a; volatile int b; unsigned low : 3, high : 5; const short c; };
      typedef struct { int x; struct Tagged *next; } Point;
      typedef struct Named { int y; } NamedType;
      union Both { int i; float f; };
      struct __attribute__((packed)) Packed { char a; int b; };
      struct Opaque;
      """,
      """
      struct Tagged size 12 align 4 {
        var a: UInt8 offset 0
        var b: Int32 volatile offset 4
        var low: UInt32 offset 8 @bits("0..<3")
        var high: UInt32 offset 8 @bits("3..<8")
        let c: Int16 offset 10
      }
      struct Point size 8 align 4 {
        var x: Int32 offset 0
        var next: UnsafeMutablePointer<Tagged> offset 4
      }
      struct Named size 4 align 4 {
        var y: Int32 offset 0
      }
      struct NamedType size 4 align 4 {
        var y: Int32 offset 0
      }
      union Both size 4 align 4 {
        var i: Int32 offset 0
        var f: Float offset 0
      }
      struct Packed size 5 align 1 @packed {
        var a: UInt8 offset 0
        var b: Int32 offset 1
      }
      """)
  }

  @Test func membersOfMembersWithoutNames() {
    check(
      """
      struct Outer {
        int first;
        union { int a; struct { short b, c; }; };
        struct { int x; } inner, others[2];
        enum { RED = 3, GREEN } colour;
      };
      """,
      """
      constant GREEN = 4
      constant RED = 3
      struct Outer.inner size 4 align 4 {
        var x: Int32 offset 0
      }
      enum Outer.colour size 4 align 4 {
        case RED = 3
        case GREEN = 4
      }
      struct Outer size 24 align 4 {
        var first: Int32 offset 0
        var a: Int32 offset 4
        var b: Int16 offset 4
        var c: Int16 offset 6
        var inner: Outer.inner offset 8
        var others: CArray<2, Outer.inner> offset 12
        var colour: Outer.colour offset 20
      }
      """)
  }

  @Test func typesBecomeThoseThatSwiftImports() {
    check(
      """
      #include <stdint.h>
      #include <stddef.h>
      typedef unsigned int uint;
      typedef struct Handle *HandleRef;
      extern void *raw; extern const void *constantRaw;
      extern const uint8_t *bytes; extern uint8_t *const fixed;
      extern size_t count; extern uintptr_t address; extern uint number; extern long l;
      extern void (*callback)(int, void *); extern HandleRef handle; extern char text[]; extern _Bool b;
      extern volatile uint32_t *reg; extern double d;
      """,
      """
      struct uint: UInt32 size 4 align 4 @typealias
      struct HandleRef: "UnsafeMutablePointer<Handle>" size 4 align 4 @typealias
      global raw: UnsafeMutableRawPointer external size 4 align 4
      global constantRaw: UnsafeRawPointer external size 4 align 4
      global bytes: UnsafePointer<UInt8> external size 4 align 4
      global fixed: UnsafeMutablePointer<UInt8> let external constant size 4 align 4
      global count: Int external size 4 align 4
      global address: UInt external size 4 align 4
      global number: UInt32 external size 4 align 4
      global l: Int external size 4 align 4
      global callback: Function<Int32, UnsafeMutableRawPointer, Void> external size 4 align 4
      global handle: UnsafeMutablePointer<Handle> external size 4 align 4
      global text: CArray<unknown, UInt8> external
      global b: Bool external size 1 align 1
      global reg: UnsafeMutablePointer<UInt32> external size 4 align 4
      global d: Double external size 8 align 8
      """)
  }

  @Test func globalsKeepSectionAlignmentAndConstness() {
    check(
      """
      #define DMA_BUFFER __attribute__((section(".dma"), aligned(1 << 5)))
      #define LINE 64
      DMA_BUFFER static unsigned char rx[64];
      static const unsigned short table[3];
      extern volatile int flag;
      volatile int flag;
      _Alignas(LINE) char line[LINE];
      const volatile int status;
      __attribute__((used, section(".vectors"))) void *const vectors[2];
      """,
      """
      constant LINE = 64
      global rx: CArray<64, UInt8> size 64 align 32 @static @section(".dma") @alignment(32)
      global table: CArray<3, UInt16> let constant size 6 align 2 @static
      global flag: Int32 volatile size 4 align 4
      global line: CArray<64, UInt8> size 64 align 64 @alignment(64)
      global status: Int32 let volatile size 4 align 4
      global vectors: CArray<2, UnsafeMutableRawPointer> let constant size 8 align 4 @used @section(".vectors")
      """)
  }

  @Test func initialValuesAreFunctions() {
    check(
      """
      static unsigned char buffer[4];
      struct D { void *address; int count; };
      struct D descriptor = { buffer, sizeof buffer };
      int *const registers = (int *)0x40000000;
      """,
      """
      struct D size 8 align 4 {
        var address: UnsafeMutableRawPointer offset 0
        var count: Int32 offset 4
      }
      global buffer: CArray<4, UInt8> size 4 align 1 @static
      global descriptor: D size 8 align 4 init f0
      global registers: UnsafeMutablePointer<Int32> let constant size 4 align 4 init f1
      func descriptor value -> D {
        b0:
          v0 = global buffer
          v1 = address v0
          v2 = integer 4
          v3 = aggregate D(address: v1, count: v2)
          return v3
      }
      func registers value -> UnsafeMutablePointer<Int32> {
        b0:
          v0 = integer 0x40000000
          v1 = cast v0 as UnsafeMutablePointer<Int32>
          return v1
      }
      """)
  }

  @Test func staticLocalsAlsoAreGlobals() {
    check(
      """
      void f(void) {
        static unsigned char buffer[8] __attribute__((section(".dma"), aligned(32)));
      }
      """,
      """
      global f.buffer: CArray<8, UInt8> size 8 align 32 @static @section(".dma") @alignment(32)
      func f c {
        local %buffer: CArray<8, UInt8> static size 8 align 32
        b0:
          return
      }
      """)
  }

  @Test func functionsKeepWhatLinkersAndInterruptsSee() {
    check(
      """
      static inline void a(void);
      void b(int, const char *format, ...) __attribute__((noinline));
      void c(void) __attribute__((interrupt("IRQ"), section(".ram")));
      int d(void) __attribute__((swift_name("read()"), warn_unused_result));
      static void e(void) {}
      __attribute__((weak)) void g(void) {}
      """,
      """
      func a c static external @inline
      func b c external params(_ "": Int32, _ format: UnsafePointer<UInt8>, _ "...": _ variadic) @noinline
      func c c external @interrupt(IRQ) @section(".ram")
      func d c external -> Int32 @swift_name("read()") @warn_unused_result
      func e c static {
        b0:
          return
      }
      func g c @weak {
        b0:
          return
      }
      """)
  }

  @Test func constantsOfEnumsAndMacros() {
    check(
      """
      typedef enum { HAL_OK = 0, HAL_ERROR = 1 } Status;
      enum { LOOSE = -5 };
      #define BASE 0x40000000UL
      #define PORT (BASE + 0x400)
      #define BIT(n) (1u << (n))
      #define MASK (BIT(3) | BIT(4))
      #define NAME "abc"
      #define REGISTER ((volatile int *)PORT)
      #define TEXT HAL_ERROR
      #define EMPTY
      #define CALL f(1)
      """,
      """
      constant BASE = 0x40000000
      constant HAL_ERROR = 1
      constant HAL_OK = 0
      constant LOOSE = -5
      constant MASK = 24
      constant NAME = string 3
      constant PORT = 0x40000400
      constant REGISTER = 0x40000400
      constant TEXT = 1
      enum Status size 4 align 4 {
        case HAL_OK = 0
        case HAL_ERROR = 1
      }
      """)
  }

  @Test func sixtyFourBits() {
    check(
      "struct S { void *p; long l; }; extern char c;",
      """
      struct S size 16 align 8 {
        var p: UnsafeMutableRawPointer offset 0
        var l: Int offset 8
      }
      global c: UInt8 external size 1 align 1
      """, target: "aarch64-none-none-elf")
  }
}
