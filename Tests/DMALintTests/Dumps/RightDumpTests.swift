import DMALint
import Foundation
import Testing

@testable import DMALintTool

/// Dumps of firmware that is right raise no alarm, joined with the source and as raw SIL alone.
///
/// A sample of `Tests/Fixtures/Right`, since each takes the compiler seconds; `DMALINT_RIGHT_DUMPS`
/// names how many, `all` for all of them.
@Suite struct RightDumpTests {
  static let sample: [Fixture] = {
    // Without `_Concurrency`, which embedded targets lack, and with nothing but one Swift file.
    let all = RightCodeTests.all.filter { fixture in
      guard let files = try? fixture.ownFiles(), files.count == 1 else { return false }
      return !files[0].text.contains("_Concurrency") && !files[0].text.contains("// target:")
    }
    let wanted = ProcessInfo.processInfo.environment["DMALINT_RIGHT_DUMPS"] ?? "4"
    let count = wanted == "all" ? all.count : min(Int(wanted) ?? 4, all.count)
    guard count > 0 else { return [] }
    return (0..<count).map { all[$0 * all.count / count] }
  }()

  private static let shims = ["Barriers", "CMSIS", "HAL", "IDF", "NRFX", "Pico", "Zephyr"]

  private func findings(_ outcome: Workspace.Outcome) throws -> [String] {
    let codes = try outcome.strings("findings", "code")
    let severities = try outcome.strings("findings", "severity")
    return zip(codes, severities).filter { $0.1 != "note" }.map(\.0)
  }

  @Test(arguments: sample)
  func raiseNoAlarm(fixture: Fixture) throws {
    let workspace = try Workspace()
    let firmware = try fixture.firmware()
    let own = try fixture.ownFiles()
    try workspace.write(own[0].text, to: "main.swift")
    var arguments = ["main.swift"]
    for shim in Self.shims {
      let folder = Checkout.fixtures.appending(path: "Shims/\(shim)")
      try FileManager.default.copyItem(
        at: folder, to: workspace.folder.appending(path: shim))
      if own[0].text.contains("import \(shim)\n") { arguments.append(shim) }
    }
    let platform = firmware.platform ?? "generic"
    let target =
      platform.hasPrefix("cortex-a") || platform.hasPrefix("bcm")
      ? "aarch64-none-none-elf"
      : platform.hasPrefix("riscv") || platform.hasPrefix("esp32")
        ? "riscv32-none-none-eabi" : "armv7em-none-none-eabi"
    let include = Self.shims.map { "-I \($0)" }.joined(separator: " ")
    let swiftc =
      "swiftc -target \(target) -enable-experimental-feature Embedded -wmo -parse-as-library -g -module-name Firmware -Xcc -ffreestanding \(include) main.swift"
    let compiled = try workspace.shell(
      """
      set -e
      mkdir dumps
      \(swiftc) -emit-silgen -o dumps/intent.sil
      \(swiftc) -emit-ir -O -o dumps/shipped.ll
      """)
    try #require(compiled.status == 0, "\(compiled.error)")
    let joined = try workspace.dmalint(
      arguments + [
        "--dumps", "dumps", "--platform", platform, "--format", "json", "--fail-on", "never",
      ])
    #expect(try findings(joined) == [], "joined: \(joined.output)")
    #expect(try outcomeStarts(joined) > 0)
  }

  private func outcomeStarts(_ outcome: Workspace.Outcome) throws -> Int {
    try outcome.strings("transfers", "line").count
  }
}
