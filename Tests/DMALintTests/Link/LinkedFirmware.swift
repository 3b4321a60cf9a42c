import Foundation
import Testing

/// A small firmware that is compiled and linked by the toolchain that runs the tests, then checked with
/// the file or the script that says where its buffers are.
struct LinkedFirmware: Sendable {
  enum Target: String, Sendable {
    case cortexM = "armv7em-none-none-eabi"
    case aarch64 = "aarch64-none-none-elf"
    case riscv32 = "riscv32-none-none-eabi"
  }

  /// What dmalint is given besides the sources.
  enum Evidence: String, Sendable {
    case elf, script, both, nothing
  }

  var name: String
  var platform = "stm32h7"
  var target = Target.cortexM
  var evidence = Evidence.elf
  /// Swift with `// finding: CODE` beside the lines.
  var swift: String
  /// C with the buffers, or with all of it.
  var c = ""
  /// The header of both.
  var header = ""
  var script: String
  var compilerOptions = ["-O", "-Xfrontend", "-function-sections"]
  var shims = ["HAL", "CMSIS"]

  /// Builds it in a folder of its own.
  func build() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(swift, to: "main.swift")
    try workspace.write("#pragma once\n#include <stdint.h>\n" + header, to: "CBuffers/buffers.h")
    try workspace.write(
      "module CBuffers { header \"buffers.h\" export * }\n", to: "CBuffers/module.modulemap")
    try workspace.write("#include \"CBuffers/buffers.h\"\n" + c, to: "buffers.c")
    try workspace.write(script, to: "link.ld")
    guard evidence == .elf || evidence == .both else { return workspace }
    let folder = URL(filePath: #filePath).appending(path: "../../../Fixtures/Shims")
      .standardizedFileURL.path
    let includes = shims.map { "-I '\(folder)/\($0)'" }.joined(separator: " ")
    let options = compilerOptions.joined(separator: " ")
    let build = try workspace.shell(
      """
      set -e
      bin=$(dirname "$(readlink -f "$(command -v swiftc)")")
      "$bin/swiftc" -target \(target.rawValue) -enable-experimental-feature Embedded -wmo \
        -parse-as-library -module-name Firmware \(options) -I CBuffers \(includes) \
        -Xcc -ffreestanding -c main.swift -o main.o
      "$bin/clang" --target=\(target.rawValue) -ffreestanding -O1 -fdata-sections -I . \
        -c buffers.c -o buffers.o
      "$bin/ld.lld" -T link.ld --unresolved-symbols=ignore-all -e main main.o buffers.o -o fw.elf
      """)
    try #require(build.status == 0, "\(name): \(build.error)")
    return workspace
  }

  /// The findings, as `line code` of the Swift file or `file:line code` of another.
  func findings(in workspace: Workspace) throws -> (found: [String], outcome: Workspace.Outcome) {
    var options = ["--platform \(platform)"]
    if evidence == .elf || evidence == .both { options.append("--elf fw.elf") }
    if evidence == .script || evidence == .both { options.append("--linker-script link.ld") }
    let outcome = try workspace.shell(
      "\"$DMALINT\" \(options.joined(separator: " ")) --format json main.swift buffers.c CBuffers/buffers.h"
    )
    let list = try #require(try outcome.json()["findings"] as? [[String: Any]])
    let found = list.map { finding in
      let file = "\(finding["file"] ?? "")"
      let prefix = file == "main.swift" ? "" : file + ":"
      return "\(prefix)\(finding["line"] ?? 0) \(finding["code"] ?? "")"
    }
    return (found.sorted(), outcome)
  }

  /// What the comments of the sources say, in the same form.
  var expected: [String] {
    let files = [("", swift), ("buffers.c:", "#include\n" + c)]
    return files.flatMap { prefix, text in
      Expectation.read(text, file: "x").expectations.filter { $0.kind == .finding }.map {
        "\(prefix)\($0.line) \($0.code.map { "\($0)" } ?? "")"
      }
    }.sorted()
  }
}
