import CFrontEnd
import DMALint
import Foundation
import Testing

@testable import DMALintTool

/// C that has not changed is not parsed again, and nothing that lies in the cache can do harm.
@Suite struct CCacheTests {
  private let inputs = [CInput(path: "a.c", text: "int a;\n")]

  /// A module that no parse of the inputs would give.
  private var marked: FlowModule {
    var module = FlowModule()
    let start = Position(line: 1, column: 1)
    module.gaps.append(
      Gap(SourceRange(file: FileID(0), start: start, end: start), "kept", mayHideTransfer: false))
    return module
  }

  private func cache(_ workspace: Workspace, stamp: String = "1") -> CCache {
    CCache(folder: workspace.folder.appending(path: "cache").path, stamp: stamp)
  }

  private func messages(_ cache: CCache, _ inputs: [CInput]) -> [String]? {
    cache.entry(for: inputs, among: inputs.map(\.path), COptions(), "")?.module.gaps.map(\.message)
  }

  private func keep(in cache: CCache) {
    cache.keep(
      marked, PathTable(["a.c"]), for: inputs, among: ["a.c"], COptions(), "")
  }

  @Test func whatIsKeptIsFoundByContent() throws {
    let workspace = try Workspace()
    #expect(messages(cache(workspace), inputs) == nil)
    keep(in: cache(workspace))
    #expect(messages(cache(workspace), inputs) == ["kept"])
    #expect(messages(cache(workspace), [CInput(path: "a.c", text: "int b;\n")]) == nil)
    #expect(messages(cache(workspace), [CInput(path: "b.c", text: "int a;\n")]) == nil)
    #expect(messages(cache(workspace, stamp: "2"), inputs) == nil)
    var options = COptions()
    options.definitions = ["DEBUG"]
    #expect(cache(workspace).entry(for: inputs, among: ["a.c"], options, "") == nil)
  }

  @Test func corruptForeignAndReadOnlyCachesAreMisses() throws {
    let workspace = try Workspace()
    keep(in: cache(workspace))
    let folder = workspace.folder.appending(path: "cache")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let file = folder.appending(path: try #require(names.first))
    let bytes = Array(try Data(contentsOf: file))
    for count in stride(from: 0, to: bytes.count, by: 7) {
      try Data(bytes[..<count]).write(to: file)
      #expect(messages(cache(workspace), inputs) == nil, "cut after \(count)")
    }
    for index in stride(from: 0, to: bytes.count, by: 5) {
      var changed = bytes
      changed[index] ^= 0x15
      try Data(changed).write(to: file)
      #expect(messages(cache(workspace), inputs) == nil, "changed at \(index)")
    }
    try FileManager.default.removeItem(at: file)
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    keep(in: cache(workspace))
    #expect(messages(cache(workspace), inputs) == nil)
    let nowhere = CCache(folder: "/proc/nothing/here", stamp: "1")
    keep(in: nowhere)
    #expect(messages(nowhere, inputs) == nil)
  }

  @Test func aChangedHeaderIsAMiss() throws {
    let workspace = try Workspace()
    try workspace.write("int x;\n", to: "x.h")
    let header = workspace.folder.appending(path: "x.h").path
    let cache = cache(workspace)
    cache.keep(
      marked, PathTable(["a.c", header]), for: inputs, among: ["a.c"], COptions(), "")
    #expect(messages(cache, inputs) == ["kept"])
    try workspace.write("int y;\n", to: "x.h")
    #expect(messages(cache, inputs) == nil)
  }

  /// A header that would be found before the one that was read, or that the source asks for.
  @Test(arguments: ["first/x.h", "first/sub/y.h", "second/asked.h"])
  func aNewHeaderThatIsFoundFirstIsAMiss(path: String) throws {
    let workspace = try Workspace()
    for name in ["first/none.h", "first/sub/none.h", "second/x.h", "second/sub/y.h"] {
      try workspace.write("int x;\n", to: name)
    }
    func place(_ name: String) -> String { workspace.folder.appending(path: name).path }
    let text = """
      #include "x.h"
      # include <sub/y.h>
      #if __has_include("asked.h")
      #endif
      """
    let inputs = [CInput(path: "a.c", text: text)]
    var options = COptions()
    options.compileCommands = [
      CompileCommand(
        folder: workspace.folder.path, file: "a.c",
        arguments: ["cc", "-Ifirst", "-isystem", place("second"), "-c", "a.c"])
    ]
    let cache = cache(workspace)
    let read = PathTable(["a.c", place("second/x.h"), place("second/sub/y.h")])
    cache.keep(marked, read, for: inputs, among: ["a.c"], options, "")
    func isKept() -> Bool { cache.entry(for: inputs, among: ["a.c"], options, "") != nil }
    #expect(isKept())
    try workspace.write("int other;\n", to: "first/unrelated.h")
    #expect(isKept())
    try workspace.write("int x;\n", to: path)
    #expect(!isKept())
  }

  /// The second run says the same as the first, byte for byte, and so does one without a cache.
  @Test func reportsDoNotTell() throws {
    let workspace = try Workspace()
    try workspace.write(
      """
      #include <stdint.h>
      typedef enum { HAL_OK, HAL_ERROR } HAL_StatusTypeDef;
      typedef struct { volatile uint32_t State; } SPI_HandleTypeDef;
      HAL_StatusTypeDef HAL_SPI_Transmit_DMA(SPI_HandleTypeDef *hspi, const uint8_t *pData, uint16_t Size);
      extern SPI_HandleTypeDef hspi1;
      static inline void fence(void) { __asm__ volatile("dmb" ::: "memory"); }
      int send(void) {
        uint8_t frame[16];
        for (int i = 0; i < 16; i++) frame[i] = (uint8_t)i;
        fence();
        return HAL_SPI_Transmit_DMA(&hspi1, frame, 16) == HAL_OK;
      }
      """, to: "app/send.c")
    func run(_ cache: String) throws -> String {
      let outcome = try workspace.dmalint(
        "app", "--format", "json", "--platform", "stm32f4", environment: ["DMALINT_CACHE": cache])
      #expect(outcome.status == 1, "\(outcome.error)")
      return outcome.output
    }
    let folder = workspace.folder.appending(path: "kept").path
    let first = try run(folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    #expect(try run(folder) == first)
    #expect(try run("off") == first)
  }
}
