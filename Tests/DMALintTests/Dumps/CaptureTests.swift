import Foundation
import Testing

/// `dmalint capture` around real builds: the build is the same, and the dumps are there.
@Suite(.serialized) struct CaptureTests {
  private static let header = """
    #include <stdint.h>
    void dma_start_tx(const uint8_t *bytes, uint32_t count);
    static inline void fence(void) { __asm__ volatile("" ::: "memory"); }

    """
  private static let driver = """
    #include "driver.h"
    void dma_start_tx(const uint8_t *bytes, uint32_t count) {
      *(volatile uintptr_t *)0x40026014 = (uintptr_t)bytes;
      *(volatile uint32_t *)0x40026010 = count | 1;
    }

    """
  private static let main = """
    import CDriver

    @c(send) public func send() {
      let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
      bytes[0] = checksum(1)
      fence()
      dma_start_tx(bytes, 16)
    }

    """
  private static let other = "func checksum(_ value: UInt8) -> UInt8 { value &+ 1 }\n"

  private func writeSources(_ workspace: Workspace, header: String, c: String, swift: String) throws
  {
    try workspace.write(Self.header, to: header + "driver.h")
    try workspace.write(
      "module CDriver { header \"driver.h\" export * }\n", to: header + "module.modulemap")
    try workspace.write(Self.driver, to: c + "driver.c")
    try workspace.write(Self.main, to: swift + "send.swift")
    try workspace.write(Self.other, to: swift + "checksum.swift")
  }

  private struct Manifest: Decodable {
    struct Dump: Decodable {
      var file: String
      var kind: String
      var language: String
      var sources: [String]
    }
    struct Missing: Decodable {
      var source: String
      var reason: String
    }
    var dumps: [Dump]
    var missing: [Missing]
  }

  private func manifest(_ workspace: Workspace) throws -> Manifest {
    try JSONDecoder().decode(
      Manifest.self, from: Data(try workspace.read(".dmalint/dumps/manifest.json").utf8))
  }

  /// Every dump is there, and has a place in the source for what it says.
  private func check(
    _ workspace: Workspace, _ kinds: [String], sources: [String],
    location: SourceLocation = #_sourceLocation
  ) throws {
    let manifest = try manifest(workspace)
    #expect(manifest.dumps.map(\.kind).sorted() == kinds, sourceLocation: location)
    #expect(
      Set(manifest.dumps.flatMap(\.sources)).sorted() == sources.sorted(), sourceLocation: location)
    for dump in manifest.dumps {
      let text = try workspace.read(".dmalint/dumps/" + dump.file)
      let name = dump.sources[0].split(separator: "/").last.map(String.init) ?? ""
      #expect(text.contains(name), "\(dump.file)", sourceLocation: location)
      switch dump.kind {
      case "ir":
        #expect(text.contains("!DILocation"), "\(dump.file)", sourceLocation: location)
      case "sil-unoptimised":
        #expect(text.contains("sil_stage raw"), "\(dump.file)", sourceLocation: location)
        #expect(text.contains("loc \""), "\(dump.file)", sourceLocation: location)
      default:
        #expect(text.contains("sil_stage canonical"), "\(dump.file)", sourceLocation: location)
      }
    }
  }

  private func writePackage(_ workspace: Workspace, settings: String) throws {
    try writeSources(
      workspace, header: "Sources/CDriver/include/", c: "Sources/CDriver/", swift: "Sources/App/")
    try workspace.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "Firmware",
        products: [.library(name: "App", type: .static, targets: ["App"])],
        targets: [
          .target(name: "CDriver"),
          .target(name: "App", dependencies: ["CDriver"], swiftSettings: [\(settings)]),
        ])

      """, to: "Package.swift")
  }

  @Test func swiftBuildOfAnEmbeddedPackage() throws {
    let workspace = try Workspace()
    try writePackage(
      workspace,
      settings: ".enableExperimentalFeature(\"Embedded\"), .unsafeFlags([\"-wmo\", \"-Osize\"])")
    let build = "swift build --triple armv7em-none-none-eabi --disable-sandbox --target App"
    let outcome = try workspace.shell("\"$DMALINT\" capture -- \(build)")
    #expect(outcome.status == 0, "\(outcome.error)\(outcome.output)")
    let sources = [
      "Sources/App/checksum.swift", "Sources/App/send.swift", "Sources/CDriver/driver.c",
    ]
    try check(workspace, ["ir", "ir", "ir", "sil-optimised", "sil-unoptimised"], sources: sources)
    #expect(try manifest(workspace).missing.isEmpty)

    // Nothing to do: what was captured stays.
    let again = try workspace.shell("\"$DMALINT\" capture -- \(build)")
    #expect(again.status == 0)
    #expect(again.error.contains("compiled nothing"))
    try check(workspace, ["ir", "ir", "ir", "sil-optimised", "sil-unoptimised"], sources: sources)
  }

  /// Without whole-module optimisation every file has a job, and an edit runs one of them again.
  @Test func swiftBuildFileByFile() throws {
    let workspace = try Workspace()
    try writePackage(workspace, settings: "")
    let build = "swift build --disable-sandbox --target App"
    let outcome = try workspace.shell("\"$DMALINT\" capture -- \(build)")
    #expect(outcome.status == 0, "\(outcome.error)\(outcome.output)")
    let kinds = [
      "ir", "ir", "ir", "sil-optimised", "sil-optimised", "sil-unoptimised", "sil-unoptimised",
    ]
    let sources = [
      "Sources/App/checksum.swift", "Sources/App/send.swift", "Sources/CDriver/driver.c",
    ]
    try check(workspace, kinds, sources: sources)
    try workspace.write(Self.other + "// more\n", to: "Sources/App/checksum.swift")
    let again = try workspace.shell("\"$DMALINT\" capture -- \(build)")
    #expect(again.status == 0, "\(again.error)")
    try check(workspace, kinds, sources: sources)
  }

  private func writeMakefile(_ workspace: Workspace) throws {
    try writeSources(workspace, header: "src/", c: "src/", swift: "src/")
    try workspace.write(
      """
      all: out/driver.o out/App.o
      out/driver.o: src/driver.c
      \t@mkdir -p out
      \t$(CC) -O2 -ffreestanding -Isrc -c $< -o $@
      out/App.o: src/send.swift src/checksum.swift
      \t@mkdir -p out
      \tswiftc -target armv7em-none-none-eabi -enable-experimental-feature Embedded -wmo -O \\
      \t  -parse-as-library -module-name App -Isrc -Xcc -ffreestanding -c $^ -o $@

      """, to: "Makefile")
  }

  @Test(arguments: ["", "CC='clang --target=armv7em-none-none-eabi'"])
  func make(compiler: String) throws {
    let workspace = try Workspace()
    try writeMakefile(workspace)
    let outcome = try workspace.shell("\"$DMALINT\" capture -- make \(compiler)")
    #expect(outcome.status == 0, "\(outcome.error)\(outcome.output)")
    try check(
      workspace, ["ir", "ir", "sil-optimised", "sil-unoptimised"],
      sources: ["src/checksum.swift", "src/driver.c", "src/send.swift"])
    // The objects are those of the build alone.
    let captured = try workspace.shell(
      "cksum out/*.o; rm -r out; make \(compiler) >&2; cksum out/*.o")
    let sums = captured.output.split(separator: "\n")
    #expect(sums.count == 4)
    #expect(Array(sums.prefix(2)) == Array(sums.suffix(2)))
  }

  @Test func theBuildsOwnStatus() throws {
    let workspace = try Workspace()
    try writeMakefile(workspace)
    try workspace.write("func broken( {\n", to: "src/checksum.swift")
    let alone = try workspace.shell("make -s")
    let outcome = try workspace.shell("\"$DMALINT\" capture -- make -s")
    #expect(outcome.status == alone.status)
    #expect(outcome.error.contains("checksum.swift:1:"))
    #expect(try workspace.shell("\"$DMALINT\" capture -- sh -c 'exit 7'").status == 7)
    #expect(try workspace.shell("\"$DMALINT\" capture -- sh -c 'kill -9 $$'").status == 137)
  }

  /// What has no IR is named, and what the build printed is what it prints.
  @Test func whatIsMissingIsSaid() throws {
    let workspace = try Workspace()
    try writeMakefile(workspace)
    try workspace.write("  nop\n", to: "src/start.s")
    try workspace.write("int x;\n", to: "src/x.c")
    let outcome = try workspace.shell(
      "\"$DMALINT\" capture -- sh -c 'clang -c src/start.s -o s.o; clang -c src/x.c -o x.o; rm src/x.c'"
    )
    #expect(outcome.status == 0)
    let manifest = try manifest(workspace)
    #expect(manifest.dumps.isEmpty)
    #expect(manifest.missing.map(\.source) == ["src/start.s"])
    #expect(outcome.error.contains("src/start.s"))
    #expect(outcome.error.contains("src/x.c"))
  }

  @Test func cmakeWithNinja() throws {
    let workspace = try Workspace()
    guard try workspace.shell("command -v cmake && command -v ninja").status == 0 else { return }
    try writeSources(workspace, header: "src/", c: "src/", swift: "src/")
    try workspace.write(
      """
      cmake_minimum_required(VERSION 3.22)
      project(Firmware LANGUAGES C Swift)
      add_library(CDriver STATIC src/driver.c)
      target_include_directories(CDriver PUBLIC src)
      add_library(App STATIC src/send.swift src/checksum.swift)
      target_compile_options(App PRIVATE
        "$<$<COMPILE_LANGUAGE:Swift>:SHELL:-enable-experimental-feature Embedded -wmo>")
      target_link_libraries(App PRIVATE CDriver)

      """, to: "CMakeLists.txt")
    // The compiler of a tree that was configured before is called by its path.
    let outcome = try workspace.shell(
      """
      cmake -G Ninja -B build -DCMAKE_C_COMPILER=clang >&2 &&
        "$DMALINT" capture -- cmake --build build
      """)
    #expect(outcome.status == 0, "\(outcome.error)\(outcome.output)")
    try check(
      workspace, ["ir", "ir", "sil-optimised", "sil-unoptimised"],
      sources: ["src/checksum.swift", "src/driver.c", "src/send.swift"])
  }
}
