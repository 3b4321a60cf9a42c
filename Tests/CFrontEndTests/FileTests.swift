import CFrontEnd
import DMALint
import Testing

@Suite struct FileTests {
  /// Names of the functions with and without bodies in a file.
  private func functions(_ lowering: CLowering, _ file: Int) -> [String] {
    let module = lowering.files.first { $0.file.index == UInt32(file) }?.module
    return module?.functions.map { $0.hasBody ? "\($0.name){}" : $0.name } ?? []
  }

  @Test func headersAreToldOnceInTheirOwnFile() {
    let lowering = lower([
      CInput(path: "src/a.c", text: "#include \"shared.h\"\nvoid a(void) { helper(); }"),
      CInput(path: "src/b.c", text: "#include \"shared.h\"\nvoid b(void) { helper(); }"),
      CInput(
        path: "src/include/shared.h",
        text: "#pragma once\nstatic inline void helper(void) {}\nvoid a(void);"),
    ])
    #expect(functions(lowering, 0) == ["a{}"])
    #expect(functions(lowering, 1) == ["b{}"])
    #expect(functions(lowering, 2) == ["helper{}", "a"])
    #expect(lowering.gaps == [])
  }

  @Test func rangesAreThoseOfTheExpansion() {
    let lowering = lower([
      CInput(
        path: "a.c",
        text: """
          #define SET(register, value) (*(volatile int *)(register) = (value))
          void f(int x) {
            SET(0x40000000,
                x);
          }
          """)
    ])
    let operations = lowering.files[0].module.functions[0].blocks[0].operations
    let lines = operations.map { "\($0.range.start.line):\($0.range.start.column)" }
    // The value stands where the argument does, the store where the macro is named.
    #expect(lines.first == "4:7")
    #expect(lines.last == "3:3")
  }

  /// Names of a missing header in capitals are constants that nobody knows: no size comes from them.
  @Test func constantsOfMissingHeadersAreUnknown() {
    let lowering = lower([
      CInput(
        path: "a.c",
        text: """
          #include "board.h"
          typedef struct { int head; unsigned char bytes[BUFFER_SIZE]; } packet_t;
          static packet_t packet;
          STATIC_INLINE int f(int mode) {
            switch (mode) {
            case MODE_FAST: return 1;
            case MODE_SLOW: return GPIO_PIN_1 | GPIO_PIN_2;
            }
            return packet.head;
          }
          SECTION(".dma") static unsigned char rx[32], tx[64];
          ALIGNED(static unsigned char line[32]);
          """)
    ])
    let module = lowering.files[0].module
    #expect(module.globals.first { $0.name == "packet" }?.size == nil)
    #expect(module.globals.first { $0.name == "tx" }?.size == 64)
    let operations = module.functions.flatMap(\.blocks).flatMap(\.operations)
    let names = operations.compactMap { operation -> String? in
      if case .name(let name) = operation.kind { name } else { nil }
    }
    #expect(Set(names) == ["MODE_FAST", "MODE_SLOW", "GPIO_PIN_1", "GPIO_PIN_2"])
    #expect(!lowering.gaps.contains { $0.message.hasPrefix("clang:") })
  }

  @Test func oneDeclarationMayNameSeveralVariables() {
    let lowering = lower([
      CInput(path: "a.c", text: "static unsigned char rx[32], tx[64], *at;\ntypedef int a, *b;")
    ])
    #expect(lowering.files[0].module.globals.map(\.name) == ["rx", "tx", "at"])
    #expect(lowering.files[0].module.types.map(\.name) == ["a", "b"])
  }

  /// A statement that clang gives up on may start a transfer.
  @Test func startsInStatementsThatAreNotParsed() {
    var options = COptions()
    options.startsTransfer = { $0 == "start_dma" }
    let lowering = lower(
      [
        CInput(
          path: "a.c",
          text: """
            void f(void) {
              // start_dma(0);
              for each (x in list) { start_dma(x); }
            }
            void g(void) { start_dma(1); }
            """)
      ], options)
    let calls = lowering.files[0].module.functions.flatMap(\.blocks).flatMap(\.operations).filter {
      if case .call(let call) = $0.kind, case .name("start_dma") = call.callee {
        true
      } else {
        false
      }
    }
    #expect(calls.map(\.range.start.line).sorted() == [3, 5])
  }

  @Test func moduleMapsAreRead() {
    let lowering = lower([
      CInput(
        path: "CDriver/module.modulemap",
        text:
          "module CDriver [system] {\n  // the only one\n  header \"inc/driver.h\"\n  export *\n}"),
      CInput(
        path: "CDriver/inc/driver.h",
        text: "#include \"regs.h\"\nstatic inline int f(void) { return R; }"),
      CInput(path: "CDriver/inc/regs.h", text: "#define R 7\n"),
    ])
    #expect(functions(lowering, 1) == ["f{}"])
    #expect(lowering.files.first { $0.file.index == 2 }?.module.constants == ["R": .integer(7)])
    #expect(lowering.gaps == [])
  }

  @Test func headersThatNothingIncludesAreRead() {
    let lowering = lower([
      CInput(path: "Bridging-Header.h", text: "void g(void);"),
      CInput(path: "circle/a.h", text: "#pragma once\n#include \"b.h\"\nvoid a(void);"),
      CInput(path: "circle/b.h", text: "#pragma once\n#include \"a.h\"\nvoid b(void);"),
    ])
    #expect(functions(lowering, 0) == ["g"])
    #expect(functions(lowering, 1) == ["a"])
    #expect(functions(lowering, 2) == ["b"])
  }

  @Test func whatManyFilesIncludeFirstIsParsedOnce() {
    let header = CInput(
      path: "inc/hal.h",
      text: """
        #ifndef HAL_H
        #define HAL_H
        #define BASE 0x40000000
        typedef struct { struct { volatile int SR; } regs; } Block;
        static inline void fence(void) { __asm volatile("dmb" ::: "memory"); }
        static inline Block *block(int n) { fence(); return (Block *)BASE + n; }
        #endif
        """)
    func files(_ count: Int) -> [CInput] {
      (0..<count).map { number in
        CInput(
          path: "src/\(number).c",
          text: """
            /* a licence */ // and more
            #include "hal.h"
            #define OWN \(number)
            void f\(number)(void) { block(OWN)->regs.SR = BASE; }
            """)
      } + [header]
    }
    let shared = lower(files(6))
    let single = lower(files(2))
    #expect(shared.gaps == [])
    #expect(functions(shared, 6) == ["fence{}", "block{}"])
    #expect(functions(shared, 5) == ["f5{}"])
    let texts = [shared, single].map { FlowPrinter.print($0.files[1].module) }
    #expect(texts[0] == texts[1])
    #expect(texts[0].contains("constant OWN = 1"))
    let types = [shared, single].map { $0.files.last?.module.types.map(\.name) }
    #expect(types == [["Block.regs", "Block"], ["Block.regs", "Block"]])
  }

  @Test func headersThatContradictEachOtherStandAlone() {
    let lowering = lower([
      CInput(path: "a.h", text: "struct S { int a; };\nint first;"),
      CInput(path: "b.h", text: "struct S { int a, b; };\nint second = ;"),
    ])
    #expect(lowering.files.map { $0.module.types.first?.size } == [4, 8])
    #expect(lowering.gaps.map(\.message) == ["clang: expected expression"])
  }

  @Test func bodiesInHeadersOnDemand() {
    var options = COptions()
    options.wantedNames = ["start", "SIZE"]
    let lowering = lower(
      [
        CInput(
          path: "hal.h",
          text: """
            #define SIZE 4
            #define OTHER 5
            static inline void fence(void) {}
            static inline void unused(void) {}
            static inline void start(void) { fence(); }
            """),
        CInput(path: "a.c", text: "void always(void) {}"),
      ], options)
    #expect(functions(lowering, 0) == ["fence{}", "unused", "start{}"])
    #expect(functions(lowering, 1) == ["always{}"])
    #expect(lowering.files[0].module.constants == ["SIZE": .integer(4)])
  }

  @Test func missingHeadersAreGaps() {
    let lowering = lower([
      CInput(
        path: "a.c",
        text: """
          #include "vendor/missing.h"
          int before(int n) { return n; }
          vendor_t *wrong(vendor_t v) { return v + ; }
          int after(void) { return before(1); }
          """)
    ])
    #expect(functions(lowering, 0) == ["before{}", "wrong{}", "after{}"])
    #expect(lowering.failures == [])
    #expect(
      lowering.gaps.map(\.message) == [
        "the header 'vendor/missing.h' was not found", "clang: expected expression",
      ])
    #expect(lowering.gaps.filter { !$0.mayHideTransfer } == [])
  }

  @Test func whatMissingHeadersDeclareIsMadeUp() {
    let lowering = lower([
      CInput(
        path: "a.c",
        text: """
          #include "hal.h"
          UART_HandleTypeDef huart2;
          static uint8_t rx[64];
          HAL_StatusTypeDef start(UART_HandleTypeDef *h) {
            h->State = 1;
            DMA1_Stream5->CR = DMA_EN;
            HAL_StatusTypeDef status = HAL_UART_Receive_DMA(&huart9, rx, sizeof rx);
            if (status != HAL_OK) return status;
            return HAL_OK;
          }
          """)
    ])
    let module = lowering.files[0].module
    #expect(lowering.gaps.map(\.message) == ["the header 'hal.h' was not found"])
    #expect(module.globals.map(\.size) == [nil, 64])
    #expect(module.types.isEmpty)
    let text = module.functions.first.map { FlowPrinter.print($0) } ?? ""
    #expect(
      significant(text)
        == significant(
          """
          func start c (_ h: UnsafeMutablePointer<UART_HandleTypeDef> size 4 align 4) -> Int32 {
            local %status: Int32 size 4 align 4
            b0:
              v0 = integer 1
              v1 = local %h
              v2 = load v1
              v3 = pointee v2
              v4 = member v3.State
              store v0 into v4
              v5 = name DMA_EN
              v6 = name DMA1_Stream5
              v7 = pointee v6
              v8 = member v7.CR
              store v5 into v8 volatile
              enter %status
              v9 = global huart9
              v10 = address v9
              v11 = global rx
              v12 = address v11
              v13 = integer 64
              v14 = call HAL_UART_Receive_DMA(v10, v12, v13)
              v15 = local %status
              store v14 into v15
              v16 = local %status
              v17 = load v16
              v18 = name HAL_OK
              v19 = binary != v17, v18
              branch v19, b1, b2
            b1:
              v20 = local %status
              v21 = load v20
              leave %status
              return v21
            b2:
              v22 = name HAL_OK
              leave %status
              return v22
          }
          """))
  }

  @Test func foldersAreFoundFromIncludes() {
    let lowering = lower([
      CInput(path: "sdk/common/include/pico/assert.h", text: "#pragma once\nvoid own(void);"),
      CInput(
        path: "sdk/common/include/pico/types.h",
        text:
          "#include \"pico/assert.h\"\n#include <assert.h>\n#include <stdint.h>\ntypedef uint32_t word;"
      ),
      CInput(
        path: "sdk/dma/dma.c",
        text: "#include \"pico/types.h\"\nword f(word w) { assert(w); return w; }"),
    ])
    #expect(functions(lowering, 2) == ["f{}"])
    #expect(lowering.gaps == [])
  }

  @Test func nearestOfSeveralHeadersOfOneName() {
    let lowering = lower([
      CInput(path: "a/src/a.c", text: "#include \"config.h\"\nint f(void) { return VALUE; }"),
      CInput(path: "a/include/config.h", text: "#define VALUE 1\n"),
      CInput(path: "b/include/config.h", text: "#define VALUE 2\n"),
      CInput(path: "b/src/b.c", text: "#include \"config.h\"\nint g(void) { return VALUE; }"),
    ])
    let constants = [1, 2].map { index in
      lowering.files.first { $0.file.index == UInt32(index) }?.module.constants["VALUE"]
    }
    #expect(constants == [.integer(1), .integer(2)])
    #expect(lowering.gaps == [])
  }

  @Test func compileCommandsDecide() {
    let database = """
      [
        {"directory": "/build", "file": "../src/a.c",
         "command": "arm-none-eabi-gcc -mcpu=cortex-m7 -DLEVEL=2 \\"-DNAME=a b\\" -I inc -c ../src/a.c"},
        {"directory": "/build", "file": "/src/b.c",
         "arguments": ["cc", "-DLEVEL=3", "-fno-such-flag", "-I/inc", "-o", "b.o", "/src/b.c"]}
      ]
      """
    let commands = CompileCommand.entries(of: Array(database.utf8)) ?? []
    #expect(commands.map(\.path) == ["/src/a.c", "/src/b.c"])
    var options = COptions()
    options.compileCommands = commands
    let lowering = lower(
      [
        CInput(path: "/src/a.c", text: "int a[LEVEL];"),
        CInput(path: "/src/b.c", text: "int b[LEVEL];"),
      ], options)
    let sizes = lowering.files.map { $0.module.globals.first?.size }
    #expect(sizes == [8, 12])
    #expect(lowering.gaps == [])
  }

  @Test func definitionsAndFoldersOfTheOptions() {
    var options = COptions()
    options.definitions = ["DEBUG", "SIZE=3"]
    let lowering = lower(
      [CInput(path: "a.c", text: "#ifdef DEBUG\nchar a[SIZE];\n#endif")], options)
    #expect(lowering.files[0].module.globals.first?.size == 3)
  }

  @Test func withoutCNoLibraryIsNeeded() {
    var options = COptions()
    options.libraries = ["/nowhere/libclang.so"]
    #expect(lower([CInput(path: "module.modulemap", text: "")], options).missingLibrary == nil)
    let lowering = lower([CInput(path: "a.c", text: "int a;")], options)
    #expect(lowering.missingLibrary?.contains("install") == true)
    #expect(lowering.missingLibrary?.contains("unchecked") == true)
    #expect(lowering.files.isEmpty)
  }

  @Test func sameInputSameOutput() {
    let files = [
      CInput(path: "a.c", text: "#include \"b.h\"\nint f(void) { return g() + ONE; }"),
      CInput(
        path: "b.h", text: "enum { ONE = 1, TWO };\nstatic inline int g(void) { return TWO; }"),
    ]
    let texts = (0..<3).map { _ in
      lower(files).files.map { FlowPrinter.print($0.module) }.joined()
    }
    #expect(Set(texts).count == 1)
  }
}
