import Foundation
import Testing

@testable import DMALint
@testable import DMALintTool

/// The SIL front end: what it makes of small functions, of what the installed compiler prints, and of
/// broken text.
@Suite struct SILTests {
  private static func lower(_ text: String) -> FlowModule {
    var files = DumpFiles(["test.sil"], spelling: PathSpelling(currentFolder: "/"))
    return SILLowering.lower(
      SILInput(file: FileID(0), source: SourceText(path: "test.sil", text: text)), files: &files)
  }

  /// The operations of the first function, without positions.
  private static func operations(_ module: FlowModule) -> [String] {
    let lines = FlowPrinter.print(module, paths: ["test.sil"]).split(separator: "\n")
      .map { line in
        String(line.split(separator: "@", omittingEmptySubsequences: false)[0])
          .trimmingCharacters(in: .whitespaces)
      }.filter { !$0.isEmpty }
    return Array(lines[(lines.firstIndex { $0.hasPrefix("b0:") } ?? 0)...])
  }

  private func check(_ body: String, _ expected: [String]) {
    let module = Self.lower(
      """
      sil_stage canonical

      // test(_:)
      sil @$e8Firmware4testyySiF : $@convention(thin) (Int, @inout Int) -> Int {
      bb0(%0 : $Int, %1 : $*Int):
      \(body)
      } // end sil function '$e8Firmware4testyySiF'
      """)
    #expect(module.gaps.isEmpty)
    #expect(FlowVerifier.problems(in: module).isEmpty)
    #expect(Array(Self.operations(module).dropFirst(4).prefix(expected.count)) == expected)
  }

  @Test func wrappersOfIntegersVanish() {
    check(
      """
        %2 = struct_extract %0, #Int._value
        %3 = integer_literal $Builtin.Int32, 1
        %4 = builtin "sadd_with_overflow_Int32"(%2, %3) : $(Builtin.Int32, Builtin.Int1)
        %5 = tuple_extract %4, 0
        %6 = struct $Int (%5)
        return %6
      """, ["v3 = integer 1", "v4 = binary + v1, v3", "v5 = boolean false", "return v4"])
  }

  @Test func typesOfOperandsMayBePrinted() {
    check(
      """
        %2 = struct_extract %0 : $Int, #Int._value // user: %4
        %3 = integer_literal $Builtin.Int32, 1 // user: %4
        %4 = builtin "sadd_with_overflow_Int32"(%2 : $Builtin.Int32, %3 : $Builtin.Int32) : $(Builtin.Int32, Builtin.Int1)
        %5 = tuple_extract %4 : $(Builtin.Int32, Builtin.Int1), 0
        %6 = struct $Int (%5 : $Builtin.Int32)
        return %6 : $Int
      """, ["v3 = integer 1", "v4 = binary + v1, v3", "v5 = boolean false", "return v4"])
  }

  @Test func valuesAndBlocksMayBeWrittenByHand() {
    check(
      """
      	%inner = struct_extract %0, #Int._value
        %1a = integer_literal $Builtin.Int32, 1
        %5 = builtin "add_Int32"(%inner, %1a) : $Builtin.Int32
        cond_br undef, last, last
      last :
        %6 = struct $Int (%5)
        return %6
      """, ["v3 = integer 1", "v4 = binary + v1, v3", "v5 = unknown", "branch v5, b1, b1"])
  }

  @Test func aSelectionOfTruthValuesIsATest() {
    check(
      """
        %2 = integer_literal $Builtin.Int1, -1
        %3 = integer_literal $Builtin.Int1, 0
        %4 = select_enum_addr %1, case #Optional.some!enumelt: %2, default %3 : $Builtin.Int1
        return %4
      """,
      [
        "v3 = boolean true", "v4 = boolean false", "v5 = load v2", "v6 = unary some? v5",
        "return v6",
      ])
  }

  @Test func anExchangeTellsWhetherTheOldValueWasThere() {
    check(
      """
        %2 = integer_literal $Builtin.Int32, 1
        %3 = integer_literal $Builtin.Int32, 0
        %4 = builtin "cmpxchg_acqrel_acquire_Int32"(%1, %2, %3) : $(Builtin.Int32, Builtin.Int1)
        %5 = tuple_extract %4, 1
        return %5
      """,
      [
        "v3 = integer 1", "v4 = integer 0", "v5 = load v2 atomic acquiring-and-releasing",
        "v6 = binary == v5, v3",
      ])
  }

  @Test(arguments: ["\0\0\0\0", "\u{7F}\u{1}\n\u{80}x", "one\ntwo\n"])
  func whatIsNoSILIsSaid(text: String) {
    #expect(Self.lower(text).gaps.contains { $0.message.hasPrefix("this is no SIL") })
  }

  @Test func linesThatStartLikeNothingAreSaid() {
    let gaps = Self.lower("sil_stage raw\n\n\u{1}\n// f()\nsil @f : $() -> ()\n").gaps
    #expect(gaps.map(\.range.start.line) == [3])
    #expect(gaps.first?.mayHideTransfer == true)
  }

  @Test func moreGapsThanAnybodyReadsAreCounted() {
    let text = (0..<200).map { "sil @f\($0) : $() -> () {\nbb0:\n" }.joined()
    let gaps = Self.lower("sil_stage raw\n" + text).gaps
    #expect(gaps.count == 51)
    #expect(gaps.contains { $0.message == "150 more gaps in this file are not listed" })
  }

  @Test func emptyDumpsSayNothing() {
    #expect(Self.lower("").gaps.isEmpty)
    #expect(Self.lower("// nothing\n\n").gaps.isEmpty)
  }

  @Test func closuresWithoutParametersHaveTheirResults() {
    let type = SILFunctionType("$@noescape @callee_guaranteed () -> @out Int")
    #expect(type.indirectResults == 1)
    let line = Array("  %3 = apply %1(%2) : $@callee_guaranteed () -> @out Int".utf8)
    let body = SILReader.body(ResidentDump(line), 0..<line.count, line: 1)
    let call = body.blocks.first?.instructions.first
    #expect(call?.annotation == "@callee_guaranteed () -> @out Int")
  }

  @Test func namedStackSlotsAreVariables() {
    check(
      """
        %2 = alloc_stack [lexical] [var_decl] $Int, var, name "count", type $Int
        store %0 to [trivial] %2
        %4 = begin_access [read] [static] %2
        %5 = load [trivial] %4
        end_access %4
        dealloc_stack %2
        return %5
      """,
      [
        "enter %count", "v3 = local %count", "store v1 into v3", "v4 = load v3", "leave %count",
        "return v4",
      ])
  }

  @Test func volatileBuiltinsAreRegisterAccesses() {
    check(
      """
        %2 = integer_literal $Builtin.Word, 1073741824
        %3 = builtin "inttoptr_Word"(%2) : $Builtin.RawPointer
        %4 = struct_extract %0, #Int._value
        %5 = builtin "fence_release"() : $()
        %6 = builtin "atomicstore_monotonic_volatile_Int32"(%3, %4) : $()
        return %0
      """,
      [
        "v3 = integer 0x40000000", "fence atomic releasing",
        "v4 = call init VolatileMappedRegister<UInt32>(unsafeBitPattern: v3)",
        "call v4.store(v1) unused", "return v1",
      ])
  }

  @Test func branchesToAReturnReturn() {
    check(
      """
        %2 = struct_extract %0, #Int._value
        %3 = integer_literal $Builtin.Int32, 0
        %4 = builtin "cmp_eq_Int32"(%2, %3) : $Builtin.Int1
        cond_br %4, bb1, bb2
      bb1:
        br bb3(%0)
      bb2:
        %7 = load %1
        br bb3(%7)
      bb3(%8 : $Int):
        return %8
      """,
      [
        "v3 = integer 0", "v4 = binary == v1, v3", "branch v4, b1, b2", "b1:", "return v1", "b2:",
        "v5 = load v2", "return v5",
      ])
  }

  @Test func anUnknownInstructionIsAGapAtItsLine() {
    let module = Self.lower(
      """
      sil @$e1M1fyyF : $@convention(thin) () -> () {
      bb0:
        %0 = frobnicate $Int
        %1 = tuple ()
        return %1
      } // end sil function '$e1M1fyyF'
      """)
    #expect(module.gaps.map(\.range.start.line) == [3])
    #expect(module.functions.count == 1)
    #expect(module.functions[0].blocks.count == 1)
  }

  // MARK: What the compiler prints

  private static let program = """
    import _Volatile
    import Synchronization
    struct Command { var code: UInt32; var length: UInt32 }
    var address: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4002_6014) }
    var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4002_6010) }
    nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
    final class Driver {
      let buffer: UnsafeMutablePointer<UInt32>
      init(_ count: Int) { buffer = .allocate(capacity: count) }
      func send(_ word: UInt32, fenced: Bool) {
        buffer[0] = word
        if fenced { atomicMemoryFence(ordering: .releasing) }
        address.store(UInt32(UInt(bitPattern: buffer)))
        control.store(1)
        while control.load() & 1 != 0 {}
      }
      deinit { buffer.deallocate() }
    }
    enum Failure: Error { case late(UInt32), never }
    func bad() {
      frame[0] = 1
      address.store(UInt32(UInt(bitPattern: frame)))
      control.store(1)
      while control.load() & 1 != 0 {}
      atomicMemoryFence(ordering: .acquiring)
    }
    func good() throws(Failure) -> UInt32 {
      frame[0] = 1
      atomicMemoryFence(ordering: .releasing)
      address.store(UInt32(UInt(bitPattern: frame)))
      control.store(1)
      while control.load() & 1 != 0 {}
      atomicMemoryFence(ordering: .acquiring)
      if frame[1] == 7 { throw .late(frame[1]) }
      return frame[1]
    }
    func bytes(_ array: [UInt8]) -> Int { array.withUnsafeBytes { $0.count } }
    @main struct Main {
      static func main() {
        let driver = Driver(4)
        driver.send(3, fenced: true)
        bad()
        do { _ = try good() } catch { return }
        var list: [UInt8] = [1, 2]
        list.append(UInt8(truncatingIfNeeded: bytes(list)))
        for index in 0..<list.count { driver.send(UInt32(list[index]), fenced: true) }
      }
    }
    """

  private static func dump(_ flags: [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "dmalint-sil-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(program.utf8).write(to: folder.appending(path: "main.swift"))
    let compiler = Process()
    let output = Pipe()
    compiler.currentDirectoryURL = folder
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments =
      [
        "swiftc", "-target", "armv7em-none-none-eabi", "-enable-experimental-feature", "Embedded",
        "-wmo", "-parse-as-library", "-module-name", "Firmware", "-module-cache-path", "cache",
      ] + flags + ["main.swift", "-o", "-"]
    compiler.standardOutput = output
    compiler.standardError = FileHandle.nullDevice
    try compiler.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    compiler.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test(arguments: [
    ["-emit-sil", "-Onone", "-g", "-Xllvm", "-sil-print-debuginfo"],
    ["-emit-sil", "-Onone", "-g", "-Xllvm", "-sil-print-types"],
    ["-emit-sil", "-Onone"],
    ["-emit-silgen", "-g"],
    ["-emit-sil", "-O", "-g"],
  ])
  func readsWhatTheCompilerPrints(flags: [String]) throws {
    let module = Self.lower(try Self.dump(flags))
    #expect(module.gaps.isEmpty)
    #expect(FlowVerifier.problems(in: module).isEmpty)
    #expect(module.globals.contains { $0.name == "frame" })
    #expect(module.types.contains { $0.name == "Driver" && $0.keyword == .class })
    if flags.contains("-Onone") {
      #expect(module.functions.contains { $0.name == "send(_:fenced:)" && $0.owner == "Driver" })
      #expect(module.functions.contains { $0.name == "good()" && $0.throws })
    }
  }

  @Test func saysOfUnoptimisedSILWhatItSaysOfTheSource() throws {
    func findings(_ file: Firmware.File) -> [String] {
      var firmware = Firmware(files: [file])
      firmware.platform = "generic"
      return firmware.report().findings.filter { $0.severity > .note }
        .map { "\($0.code) \($0.range.start.line) \($0.function)" }
    }
    let text = try Self.dump(["-emit-sil", "-Onone", "-g", "-Xllvm", "-sil-print-debuginfo"])
    let ofDump = findings(Firmware.File(path: "Firmware.sil", bytes: Array(text.utf8)))
    let ofSource = findings(Firmware.File(path: "main.swift", bytes: Array(Self.program.utf8)))
    #expect(ofDump == ofSource)
    #expect(!ofDump.isEmpty)
  }

  // MARK: Broken text

  @Test func survivesMutations() throws {
    let whole = Array(try Self.dump(["-emit-sil", "-Onone", "-g"]).utf8)
    let start = whole.count / 12
    let text = Array(whole[..<min(whole.count, start + 30_000)])
    var random = SplitMix(seed: 340)
    for _ in 0..<40 {
      var bytes = text
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + 40))
        default: bytes.insert(contentsOf: text[at % 20_000..<at % 20_000 + 30], at: at)
        }
      }
      let module = Self.lower(String(decoding: bytes, as: UTF8.self))
      #expect(module.functions.count < 200)
      var firmware = Firmware(files: [Firmware.File(path: "Firmware.sil", bytes: bytes)])
      firmware.platform = "generic"
      #expect(firmware.report().files.first == "Firmware.sil")
    }
  }
}
