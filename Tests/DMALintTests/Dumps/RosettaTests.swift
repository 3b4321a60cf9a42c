import Foundation
import Testing

@testable import DMALint
@testable import DMALintTool

/// One program in Swift, unoptimised SIL, optimised IR and C: what each front end shows of its
/// writes, fences, start, wait and reads is the same.
@Suite struct RosettaTests {
  /// Where the words live that the device gets.
  enum Storage: CaseIterable {
    case frame, heap, global
  }

  /// What stands between the last write and the start.
  enum Before: CaseIterable {
    case nothing, release
  }

  /// What follows the start.
  enum After: CaseIterable {
    case nothing, wait, waitAndAcquire, acquireAndWait
  }

  /// One program, and what is true of it by construction.
  struct Program {
    var number: Int
    var storage: Storage
    var before: Before
    var after: After
    /// Handing over the address is the start.
    var isStartedByAddress: Bool

    static let all: [Program] = {
      var programs: [Program] = []
      for storage in Storage.allCases {
        for before in Before.allCases {
          for after in After.allCases {
            for isStartedByAddress in [false, true] {
              programs.append(
                Program(
                  number: programs.count, storage: storage, before: before, after: after,
                  isStartedByAddress: isStartedByAddress))
            }
          }
        }
      }
      return programs
    }()

    private func body(_ swift: Bool) -> [String] {
      let fence =
        swift
        ? "atomicMemoryFence(ordering: .releasing)" : "__atomic_thread_fence(__ATOMIC_RELEASE);"
      let acquire =
        swift
        ? "atomicMemoryFence(ordering: .acquiring)" : "__atomic_thread_fence(__ATOMIC_ACQUIRE);"
      let wait = swift ? "while status.load() == 0 {}" : "while (STATUS == 0) {}"
      var lines: [String] = []
      if isStartedByAddress, before == .release { lines.append(fence) }
      lines.append(
        swift
          ? "address.store(UInt32(truncatingIfNeeded: UInt(bitPattern: p)))"
          : "ADDRESS = (uint32_t)(uintptr_t)p;")
      if !isStartedByAddress {
        if before == .release { lines.append(fence) }
        lines.append(swift ? "control.store(1)" : "CONTROL = 1;")
      }
      switch after {
      case .nothing: break
      case .wait: lines.append(wait)
      case .waitAndAcquire: lines += [wait, acquire]
      case .acquireAndWait: lines += [acquire, wait]
      }
      return lines
    }

    private var result: String { after == .nothing ? "v" : "p[0]" }

    var swift: [String] {
      let write = ["p[0] = v", "p[1] = v"]
      let inner = write + body(true) + ["return \(result)"]
      switch storage {
      case .frame:
        return [
          "public func program\(number)(_ v: UInt32) -> UInt32 {",
          "  var words: InlineArray<2, UInt32> = [0, 0]",
          "  return withUnsafeMutablePointer(to: &words) { words in",
          "    let p = UnsafeMutableRawPointer(words).assumingMemoryBound(to: UInt32.self)",
        ] + inner.map { "    " + $0 } + ["  }", "}"]
      case .heap:
        return [
          "public func program\(number)(_ v: UInt32) -> UInt32 {",
          "  let p = UnsafeMutablePointer<UInt32>.allocate(capacity: 2)",
        ] + inner.map { "  " + $0 } + ["}"]
      case .global:
        return [
          "nonisolated(unsafe) var words\(number): (UInt32, UInt32) = (0, 0)",
          "public func program\(number)(_ v: UInt32) -> UInt32 {",
          "  return withUnsafeMutablePointer(to: &words\(number)) { words in",
          "    let p = UnsafeMutableRawPointer(words).assumingMemoryBound(to: UInt32.self)",
        ] + inner.map { "    " + $0 } + ["  }", "}"]
      }
    }

    var c: [String] {
      let inner = ["p[0] = v;", "p[1] = v;"] + body(false) + ["return \(result);"]
      let storage =
        switch storage {
        case .frame: "uint32_t words[2]; uint32_t *p = words;"
        case .heap: "uint32_t *p = malloc(8);"
        case .global: "static uint32_t words[2]; uint32_t *p = words;"
        }
      return ["uint32_t program\(number)(uint32_t v) {", "  \(storage)"]
        + inner.map { "  " + $0 } + ["}"]
    }
  }

  /// What a layer shows of one program.
  struct Projection: Equatable, CustomStringConvertible {
    var isWritten: Bool
    var isFenced: Bool
    var isAcquired: Bool

    var description: String {
      (isWritten ? "write " : "") + (isFenced ? "fence " : "") + "start"
        + (isAcquired ? " poll fence read" : "")
    }
  }

  /// All programs in one file, and the lines of each.
  private struct File {
    var text: String
    var ranges: [ClosedRange<UInt32>] = []

    init(header: String, programs: [[String]]) {
      text = header
      var line = UInt32(header.split(separator: "\n", omittingEmptySubsequences: false).count)
      for lines in programs {
        ranges.append(line...line + UInt32(lines.count) - 1)
        text += lines.joined(separator: "\n") + "\n"
        line += UInt32(lines.count)
      }
    }
  }

  private static let swift = File(
    header: """
      import Synchronization
      import _Volatile
      let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6014)
      let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6010)
      let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6018)

      """, programs: Program.all.map(\.swift))
  private static let c = File(
    header: """
      #include <stdint.h>
      void *malloc(__SIZE_TYPE__ size);
      #define ADDRESS (*(volatile uint32_t *)0x40026014)
      #define CONTROL (*(volatile uint32_t *)0x40026010)
      #define STATUS (*(volatile uint32_t *)0x40026018)

      """, programs: Program.all.map(\.c))

  private func projections(_ module: FlowModule, _ file: File) throws -> [Projection?] {
    let catalogue = Catalogue.builtIn
    guard case .found(let platform) = catalogue.knowledge.platform(named: "generic") else {
      throw CocoaError(.featureUnsupported)
    }
    let analyzer = Analyzer(
      knowledge: catalogue.knowledge, platform: platform, choice: .none,
      settings: AnalysisSettings(), rules: catalogue.rules)
    let starts = analyzer.analyze(module).starts
    return file.ranges.map { range in
      let mine = starts.filter { range.contains($0.range.start.line) }
      guard !mine.isEmpty else { return nil }
      return Projection(
        isWritten: mine.allSatisfy(\.isAlwaysWritten), isFenced: mine.allSatisfy(\.isFenced),
        isAcquired: mine.allSatisfy(\.isAcquired))
    }
  }

  private func compare(
    _ shown: [Projection?], _ layer: String, isOptimised: Bool,
    location: SourceLocation = #_sourceLocation
  ) {
    for (program, projection) in zip(Program.all, shown) {
      let expected = Projection(
        isWritten: true, isFenced: program.before == .release,
        isAcquired: program.after == .waitAndAcquire)
      var projection = projection
      // Without a fence the optimiser may delete the writes: that is an explained deletion.
      if isOptimised, program.before == .nothing { projection?.isWritten = true }
      #expect(
        projection == expected,
        "\(layer) \(program.number): \(program.storage) \(program.before) \(program.after) \(program.isStartedByAddress)",
        sourceLocation: location)
    }
  }

  private func lowered(_ workspace: Workspace, _ path: String) throws -> FlowModule {
    let bytes = Array(try workspace.read(path).utf8)
    let text = SourceText(path: path, bytes: bytes)
    var files = DumpFiles(
      [path], spelling: PathSpelling(currentFolder: workspace.folder.path))
    if path.hasSuffix(".sil") {
      return SILLowering.lower(SILInput(file: FileID(0), source: text), files: &files)
    }
    return LLVMLowering.lower(LLVMInput(file: FileID(0), source: text), files: &files) {
      Catalogue.builtIn.knowledge.model(named: $0) != nil
    }
  }

  @Test func thereAreEnough() { #expect(Program.all.count >= 25) }

  @Test func swiftAsWritten() throws {
    let source = SourceText(path: "main.swift", text: Self.swift.text)
    let module = SwiftLowering.lower([SwiftInput(file: FileID(0), source: source)])
    compare(try projections(module, Self.swift), "swift", isOptimised: false)
  }

  @Test(arguments: [
    "armv7em-none-none-eabi", "aarch64-none-none-elf", "riscv32-none-none-eabi",
  ])
  func dumps(target: String) throws {
    let workspace = try Workspace()
    try workspace.write(Self.swift.text, to: "main.swift")
    try workspace.write(Self.c.text, to: "main.c")
    let swiftc =
      "swiftc -target \(target) -enable-experimental-feature Embedded -wmo -parse-as-library -g main.swift"
    let outcome = try workspace.shell(
      """
      set -e
      \(swiftc) -emit-silgen -o main.sil
      \(swiftc) -emit-ir -O -o main.ll
      clang --target=\(target) -ffreestanding -O2 -g -S -emit-llvm main.c -o c.ll
      """)
    try #require(outcome.status == 0, "\(outcome.error)")
    compare(
      try projections(lowered(workspace, "main.sil"), Self.swift), "sil \(target)",
      isOptimised: false)
    compare(
      try projections(lowered(workspace, "main.ll"), Self.swift), "ir \(target)",
      isOptimised: true)
    compare(
      try projections(lowered(workspace, "c.ll"), Self.c), "c \(target)", isOptimised: true)
  }
}
