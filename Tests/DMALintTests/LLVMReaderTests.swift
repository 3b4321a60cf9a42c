import Foundation
import Testing

@testable import DMALint

/// The reader of LLVM IR: what it makes of small functions, of what the installed compilers print,
/// and of broken text.
@Suite struct LLVMReaderTests {
  private static func lower(_ text: String) -> FlowModule {
    var files = DumpFiles(["test.ll"], spelling: PathSpelling(currentFolder: "/"))
    return LLVMLowering.lower(
      LLVMInput(file: FileID(0), source: SourceText(path: "test.ll", text: text)), files: &files,
      isOfInterest: { _ in true })
  }

  /// The operations of the function in the Flow text, without positions.
  private static func operations(_ module: FlowModule) -> [String] {
    FlowPrinter.print(module, paths: ["test.ll"]).split(separator: "\n")
      .map { line in
        String(line.split(separator: "@", omittingEmptySubsequences: false)[0])
          .trimmingCharacters(in: .whitespaces)
      }.filter { !$0.isEmpty }
  }

  private func check(_ body: String, _ expected: [String], types: String = "") {
    let module = Self.lower(
      """
      target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
      \(types)
      declare i32 @start(ptr, i32)
      \(body)
      """)
    #expect(module.gaps.isEmpty)
    #expect(FlowVerifier.problems(in: module).isEmpty)
    let operations = Self.operations(module)
    let first = operations.firstIndex { $0.hasPrefix("b0:") } ?? 0
    #expect(Array(operations[first...].prefix(expected.count)) == expected)
  }

  @Test func addressesOfVariablesArePlaces() {
    check(
      """
      define void @f() {
        %buffer = alloca [8 x i8], align 4
        %third = getelementptr inbounds [8 x i8], ptr %buffer, i32 0, i32 2
        store i8 7, ptr %third, align 1
        %code = call i32 @start(ptr %buffer, i32 8)
        ret void
      }
      """,
      [
        "b0:", "enter %#0", "v0 = integer 7", "v1 = local %#0", "v2 = address v1",
        "v3 = pointee v2, 2", "store v0 into v3", "v4 = local %#0", "v5 = address v4",
        "v6 = integer 8", "v7 = call start(v5, v6)", "leave %#0", "return",
      ])
  }

  @Test func typedPointersReadLikeOpaqueOnes() {
    check(
      """
      define void @f(%pair* %p) {
        %q = getelementptr inbounds %pair, %pair* %p, i32 0, i32 1
        %w = bitcast i16* %q to i8*
        store volatile i8 1, i8* %w, align 1
        ret void
      }
      """,
      [
        "b0:", "v0 = local %#0", "v1 = load v0", "v2 = integer 1", "v3 = pointee v1, 4",
        "store v2 into v3 volatile", "return",
      ], types: "%pair = type { i32, i16 }")
  }

  @Test func registersFencesAndAssembly() {
    check(
      """
      define void @f(ptr %p) {
        fence syncscope("singlethread") seq_cst
        fence release
        store atomic volatile i32 ptrtoint (ptr @f to i32), ptr inttoptr (i32 -536810240 to ptr) monotonic, align 4
        call void asm sideeffect "dmb ${0:c}", "i,~{memory}"(i32 15)
        call void @llvm.arm.dsb(i32 15)
        %old = load atomic i32, ptr %p acquire, align 4
        ret void
      }
      declare void @llvm.arm.dsb(i32)
      """,
      [
        "b0:", "v0 = local %#0", "v1 = load v0", "fence signal", "fence atomic releasing",
        "v2 = name f", "v3 = integer 0xE000ED00", "v4 = pointee v3",
        "store v2 into v4 volatile", "v5 = integer 15",
        "assembly \"dmb %c0\" memory volatile (v5)", "fence instruction \"dsb sy\"",
        "v6 = pointee v1", "v7 = load v6 atomic acquiring", "return",
      ])
  }

  @Test func joinedConditionsBecomeBranches() {
    check(
      """
      define i32 @f(i1 %a, i1 %b) {
        fence seq_cst
        %both = select i1 %a, i1 %b, i1 false
        br i1 %both, label %yes, label %no
      yes:
        ret i32 1
      no:
        ret i32 0
      }
      """,
      [
        "b0:", "v0 = local %#0", "v1 = load v0", "v2 = local %#1", "v3 = load v2",
        "fence atomic sequentially-consistent", "branch v1, b1, b2", "b1:", "branch v3, b3, b2",
        "b2:", "v4 = integer 0", "return v4", "b3:", "v5 = integer 1", "return v5",
      ])
  }

  @Test func valuesThatMeetAreLocals() {
    check(
      """
      define i32 @f(i32 %n) {
      entry:
        fence seq_cst
        br label %loop
      loop:
        %i = phi i32 [ 0, %entry ], [ %next, %loop ]
        %next = add nuw nsw i32 %i, 1
        %done = icmp eq i32 %next, %n
        br i1 %done, label %end, label %loop
      end:
        ret i32 %i
      }
      """,
      [
        "b0:", "v0 = local %#0", "v1 = load v0", "fence atomic sequentially-consistent",
        "v2 = integer 0", "v3 = local %#1", "store v2 into v3", "jump b1", "b1:",
        "v4 = local %#1", "v5 = load v4", "v6 = integer 1", "v7 = binary + v5, v6",
        "v8 = binary == v7, v1", "branch v8, b3, b2", "b2:", "v9 = local %#1",
        "store v7 into v9", "jump b1", "b3:", "return v5",
      ])
  }

  @Test func exitsThatCompilersJoinStayApart() {
    check(
      """
      define i32 @f(i1 %a) {
      entry:
        fence seq_cst
        br i1 %a, label %end, label %more
      more:
        fence release
        br label %end
      end:
        %result = phi i32 [ 7, %entry ], [ 0, %more ]
        ret i32 %result
      }
      """,
      [
        "b0:", "v0 = local %#0", "v1 = load v0", "fence atomic sequentially-consistent",
        "branch v1, b2, b1", "b1:", "fence atomic releasing", "v3 = integer 0", "return v3", "b2:",
        "v2 = integer 7", "return v2",
      ])
  }

  @Test func numbersOfOneBitLessThanAWordAreNumbers() {
    check(
      "define i63 @f() {\n  %x = lshr i63 -1, 60\n  ret i63 %x\n}",
      ["b0:", "v0 = integer 7", "return v0"])
  }

  /// Types that hold each other eight times are measured once, those that hold themselves not at all.
  @Test(.timeLimit(.minutes(1))) func typesMayBeLargerThanTheirText() {
    let tower = (0..<14).map { number in
      let inner = Array(repeating: "%t\(number + 1)", count: 8).joined(separator: ", ")
      return "%t\(number) = type { \(inner) }"
    }
    check(
      """
      define i32 @f() {
        %x = ptrtoint ptr getelementptr (%t8, ptr null, i32 1) to i32
        ret i32 %x
      }
      define i32 @g() {
        %x = ptrtoint ptr getelementptr (%loop, ptr null, i32 1) to i32
        ret i32 %x
      }
      """, ["b0:", "v0 = integer 0x200000"],
      types: (tower + ["%t14 = type { i32, i32 }", "%loop = type { i32, %loop }"])
        .joined(separator: "\n"))
  }

  /// Another dump declares what a file of nothing but data defines.
  @Test func variablesThatOthersUseAreRead() {
    let module = Self.lower(
      """
      @buffer = dso_local global [64 x i8] zeroinitializer, section ".dma", align 32
      @own = internal global i32 0, align 4
      @.str = private constant [2 x i8] c"a\\00", align 1
      @theirs = external global i32, align 4
      """)
    #expect(module.gaps.isEmpty)
    #expect(module.globals.map(\.name) == ["buffer"])
    #expect(module.globals.first?.alignment == 32)
  }

  @Test func unknownLinesAreGapsAndTheRestIsRead() {
    let module = Self.lower(
      """
      strange line
      @g = mystery
      define void @f() {
        %x = quantum i32 7
        store i32 1, ptr @g
        fence seq_cst
        ret void
      }
      """)
    #expect(module.gaps.map(\.range.start.line).sorted() == [1, 2, 4])
    #expect(Self.operations(module).contains("fence atomic sequentially-consistent"))
  }

  // MARK: What compilers print

  private static let source = """
    struct handle { int code; unsigned char *buffer; void (*done)(struct handle *); };
    extern int start(struct handle *, const unsigned char *, unsigned short);
    static volatile unsigned *const registers = (volatile unsigned *)0x40020000;
    unsigned char table[16] __attribute__((section(".dma"), aligned(32)));
    static struct handle one = {1, table, 0};
    int choose(int kind, unsigned n) {
      unsigned char frame[32];
      switch (kind) {
      case 1: case 2: registers[4] = (unsigned)(unsigned long)frame; break;
      case 7: one.buffer[n & 7] = 3; break;
      default: for (unsigned i = 0; i < n && i < 32; i++) frame[i] ^= (unsigned char)i;
      }
      while (!(registers[1] & 1) && n--) __asm volatile("" ::: "memory");
      __atomic_store_n(&one.code, 3, __ATOMIC_RELEASE);
      if (one.done) one.done(&one);
      return start(&one, frame, sizeof frame) + __atomic_fetch_add(&one.code, 1, __ATOMIC_SEQ_CST);
    }
    """

  private static func dump(_ flags: [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "dmalint-ll-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "t.c")
    try Data(source.utf8).write(to: file)
    let compiler = Process()
    let output = Pipe()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments =
      ["clang", "-ffreestanding", "-S", "-emit-llvm", "-w"] + flags + ["-o", "-", file.path]
    compiler.standardOutput = output
    compiler.standardError = FileHandle.nullDevice
    try compiler.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    compiler.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test(arguments: [
    ["--target=armv7em-none-none-eabi", "-O0", "-g"],
    ["--target=armv7em-none-none-eabi", "-O2", "-g"],
    ["--target=aarch64-none-elf", "-O2", "-g"], ["--target=riscv32-none-elf", "-Os"],
    ["--target=x86_64-linux-gnu", "-O3", "-g", "-march=haswell"],
  ])
  func readsWhatClangPrints(flags: [String]) throws {
    let text = try Self.dump(flags)
    let module = Self.lower(text)
    #expect(module.gaps.isEmpty)
    #expect(FlowVerifier.problems(in: module).isEmpty)
    #expect(module.functions.contains { $0.name == "choose" && $0.hasBody })
    let table = try #require(module.globals.first { $0.name == "table" })
    #expect(table.size == 16 && table.alignment == 32)
    #expect(table.attributes.contains { $0.argument == ".dma" })
  }

  @Test func survivesMutations() throws {
    let text = Array(try Self.dump(["--target=armv7em-none-none-eabi", "-O1", "-g"]).utf8)
    var seed: UInt64 = 42
    func random(_ limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % max(limit, 1)
    }
    let pieces = [
      "(", ")", "{", "}", "[", "]", "<", "\"", "!", "%", "@", "\n", "i32", "-1",
      "9999999999999999999999", ",", "#", "\0",
    ]
    for _ in 0..<150 {
      var mutant = text
      for _ in 0..<(1 + random(8)) where !mutant.isEmpty {
        let place = random(mutant.count)
        switch random(5) {
        case 0: mutant[place] = UInt8(truncatingIfNeeded: random(256))
        case 1: mutant.insert(contentsOf: Array(pieces[random(pieces.count)].utf8), at: place)
        case 2: mutant.removeSubrange(place..<min(mutant.count, place + random(40)))
        case 3: mutant.removeSubrange(place...)
        default:
          let end = min(mutant.count, place + random(200))
          mutant.insert(contentsOf: Array(mutant[place..<end]), at: random(mutant.count))
        }
      }
      var files = DumpFiles(["test.ll"], spelling: PathSpelling(currentFolder: "/"))
      let module = LLVMLowering.lower(
        LLVMInput(file: FileID(0), source: SourceText(path: "test.ll", bytes: mutant)),
        files: &files, isOfInterest: { _ in true })
      #expect(module.functions.count < 1000)
    }
  }
}
