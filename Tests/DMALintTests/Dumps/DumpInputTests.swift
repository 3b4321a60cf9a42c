import Foundation
import Testing

/// `--dumps` and the key `dumps`: which dumps are read, and which are said to be of no use.
@Suite struct DumpInputTests {
  private static let ir = """
    target triple = "thumbv7em-none-none-eabi"
    define void @send(ptr %bytes) !dbg !4 {
      %address = ptrtoint ptr %bytes to i32, !dbg !6
      store volatile i32 %address, ptr inttoptr (i32 1073897492 to ptr), align 4, !dbg !6
      ret void, !dbg !6
    }
    !llvm.dbg.cu = !{!0}
    !llvm.module.flags = !{!3}
    !0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, producer: "clang", isOptimized: true, emissionKind: FullDebug)
    !1 = !DIFile(filename: "send.c", directory: ".")
    !3 = !{i32 2, !"Debug Info Version", i32 3}
    !4 = distinct !DISubprogram(name: "send", scope: !1, file: !1, line: 1, type: !5, unit: !0, spFlags: DISPFlagDefinition)
    !5 = !DISubroutineType(types: !{null})
    !6 = !DILocation(line: 2, column: 3, scope: !4)

    """
  private static let source = """
    #include <stdint.h>
    void send(uint8_t *bytes) { *(volatile uint32_t *)0x40026014 = (uint32_t)(uintptr_t)bytes; }

    """

  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(Self.source, to: "send.c")
    try workspace.write(Self.ir, to: "dumps/deep/send.ll")
    return workspace
  }

  private func setDate(_ workspace: Workspace, _ path: String, minutes: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(minutes * 60)],
      ofItemAtPath: workspace.folder.appending(path: path).path)
  }

  @Test func dumpsBelowAFolderAreRead() throws {
    let workspace = try workspace()
    try FileManager.default.removeItem(at: workspace.folder.appending(path: "send.c"))
    let outcome = try workspace.dmalint(
      "--dumps", "dumps", "--format", "json", "--fail-on", "never")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(try outcome.strings("transfers", "line") == ["2"])
    #expect(try outcome.strings("transfers", "file") == ["send.c"])
  }

  @Test func theConfigurationNamesTheFolder() throws {
    let workspace = try workspace()
    try FileManager.default.removeItem(at: workspace.folder.appending(path: "send.c"))
    try workspace.write("dumps: out/ir\n", to: ".dmalint.yml")
    try workspace.write(Self.ir, to: "out/ir/send.ll")
    try FileManager.default.removeItem(at: workspace.folder.appending(path: "dumps"))
    let outcome = try workspace.dmalint("--format", "json", "--fail-on", "never")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(try outcome.strings("transfers", "line") == ["2"])
  }

  @Test(arguments: ["", "manifest"])
  func aStaleDumpIsSaidAndNotUsed(manifest: String) throws {
    let workspace = try workspace()
    if !manifest.isEmpty {
      try workspace.write(
        """
        {"version": 1, "missing": [], "dumps": [{"file": "deep/send.ll", "kind": "ir",
          "language": "c", "module": "", "target": "", "compiler": "", "sources": ["send.c"]}]}
        """, to: "dumps/manifest.json")
    }
    try setDate(workspace, "dumps/deep/send.ll", minutes: 5)
    let fresh = try workspace.dmalint(
      "send.c", "--dumps", "dumps", "--format", "json", "--fail-on", "never")
    #expect(!(try fresh.strings("gaps", "message")).contains { $0.contains("stale") })
    try setDate(workspace, "dumps/deep/send.ll", minutes: -5)
    let stale = try workspace.dmalint(
      "send.c", "--dumps", "dumps", "--format", "json", "--fail-on", "never")
    let gaps = try stale.strings("gaps", "message").filter { $0.contains("stale") }
    #expect(gaps.count == 1)
    #expect(gaps.first?.contains("send.c is newer") == true)
    #expect(stale.status == 0)
  }

  @Test func whatTheBuildCouldNotCaptureIsAGap() throws {
    let workspace = try workspace()
    try workspace.write(
      """
      {"version": 1, "dumps": [],
       "missing": [{"source": "start.s", "reason": "it is assembler, which has no LLVM IR"}]}
      """, to: "dumps/manifest.json")
    let outcome = try workspace.dmalint(
      "send.c", "--dumps", "dumps", "--format", "json", "--fail-on", "never")
    #expect(try outcome.strings("gaps", "file").contains("start.s"))
  }

  @Test func aBrokenManifestCannotBeUsed() throws {
    let workspace = try workspace()
    try workspace.write("{\n", to: "dumps/manifest.json")
    let outcome = try workspace.dmalint("send.c", "--dumps", "dumps")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("manifest.json"))
  }

  /// End to end: captured by a build, checked from the dumps alone and together with the source.
  @Test func captureAndCheck() throws {
    let workspace = try Workspace()
    try workspace.write(
      """
      func send() {
        var packet: (UInt32, UInt32) = (1, 2)
        withUnsafeMutablePointer(to: &packet) { pointer in
          kick(UInt32(UInt(bitPattern: pointer)))
        }
      }
      @c(run) public func run() { send() }
      """, to: "src/main.swift")
    try workspace.write(
      """
      #include <stdint.h>
      static inline void kick(uint32_t address) {
        *(volatile uint32_t *)0x40026014 = address;
        *(volatile uint32_t *)0x40026010 = 1;
      }
      """, to: "src/dma.h")
    let outcome = try workspace.shell(
      """
      "$DMALINT" capture -- swiftc -target armv7em-none-none-eabi -O -wmo -parse-as-library \
        -enable-experimental-feature Embedded -import-objc-header src/dma.h -Xcc -ffreestanding \
        -module-name App -c src/main.swift -o main.o
      """)
    #expect(outcome.status == 0, "\(outcome.error)")
    for arguments in ["none", "src"] {
      let checked = try workspace.shell(
        """
        mkdir -p none; "$DMALINT" check \(arguments) --dumps .dmalint/dumps --platform stm32f4 --format json \
          --fail-on never
        """)
      let codes = try checked.strings("findings", "code")
      #expect(
        codes.contains("DMA101") || codes.contains("DMA102"), "\(arguments): \(checked.output)")
      let evidence = try #require(try checked.json()["findings"] as? [[String: Any]])
      #expect(evidence.contains { ($0["evidence"] as? [String])?.contains("ir") == true })
    }
  }
}
