import Foundation
import Testing

/// Findings of the built binary on their way to the user: exit status, suppression, baseline.
@Suite struct FindingsTests {
  /// An error (DMA103) in line 8 and nothing else.
  private static let firmware = """
    @_extern(c, "HAL_UART_Receive_DMA")
    func HAL_UART_Receive_DMA(
      _ uart: UnsafeMutableRawPointer, _ data: UnsafeMutablePointer<UInt8>, _ size: UInt16
    ) -> Int32

    func receive(uart: UnsafeMutableRawPointer) -> Bool {
      var bytes: [UInt8] = [0, 0, 0]
      let status = HAL_UART_Receive_DMA(uart, &bytes, 3)
      return status == 0
    }

    """

  private func workspace(_ source: String = firmware) throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(source, to: "Sources/a.swift")
    return workspace
  }

  @Test func findingsDecideTheExitStatus() throws {
    let workspace = try workspace()
    let plain = try workspace.dmalint("--format", "json")
    #expect(try plain.strings("findings", "code") == ["DMA103"])
    #expect(try plain.strings("findings", "file") == ["Sources/a.swift"])
    #expect(try plain.strings("findings", "line") == ["8"])
    #expect(try plain.strings("transfers", "verdict") == ["violated"])
    #expect(plain.status == 1)
    for (arguments, status) in [
      (["--fail-on", "error"], 1), (["--fail-on", "never"], 0), (["--ignore", "DMA103"], 0),
      (["--ignore", "DMA1"], 0), (["--select", "DMA4"], 0), (["--select", "temporary-pointer"], 1),
      (["lost.swift", "Sources"], 2),
    ] as [([String], Int32)] {
      let quoted = arguments.joined(separator: " ")
      #expect(try workspace.shell("\"$DMALINT\" \(quoted)").status == status, "\(arguments)")
    }
    try workspace.write("rules: {temporary-pointer: note}\n", to: ".dmalint.yml")
    #expect(try workspace.dmalint().status == 0)
    #expect(try workspace.dmalint("--fail-on", "note").status == 1)
    try workspace.write("fail-on: never\n", to: ".dmalint.yml")
    #expect(try workspace.dmalint().status == 0)
    #expect(try workspace.dmalint("--fail-on", "warning").status == 1)
    try workspace.write(
      "overrides: [{paths: [Sources/**], rules: {DMA1: off}}]\n", to: ".dmalint.yml")
    let off = try workspace.dmalint("--format", "json")
    #expect(off.status == 0)
    #expect(try off.strings("transfers", "verdict") == ["unknown"])
    #expect(try workspace.dmalint("a.swift", in: "Sources").status == 0)
  }

  @Test func suppressionsInTheSource() throws {
    let call = "HAL_UART_Receive_DMA(uart, &bytes, 3)"
    let trailing = try workspace(
      Self.firmware.replacing(call, with: "\(call)  // dmalint:ignore DMA103 because"))
    let quiet = try trailing.dmalint("--format", "json")
    #expect(quiet.status == 0)
    #expect(try quiet.strings("findings", "code").isEmpty)
    #expect(try quiet.strings("transfers", "verdict") == ["violated"])
    let declaration = try workspace(
      Self.firmware.replacing(
        "func receive(", with: "// dmalint:ignore temporary-pointer because\nfunc receive("))
    #expect(try declaration.dmalint().status == 0)
    let unused = try workspace(Self.firmware + "// dmalint:ignore-file DMA4 because\n")
    #expect(
      try unused.dmalint("--format", "json").strings("findings", "code") == ["DMA103", "DMA901"])
    let nameless = try workspace(Self.firmware + "// dmalint:ignore\n")
    let outcome = try nameless.dmalint("--format", "json")
    #expect(outcome.status == 2)
    #expect(try outcome.strings("failures", "line") == ["11"])
    #expect(try outcome.strings("findings", "code") == ["DMA103"])
  }

  @Test func aBaselineSurvivesEditsElsewhere() throws {
    let workspace = try workspace()
    #expect(try workspace.dmalint("--write-baseline", "baseline.json").status == 1)
    #expect(try workspace.dmalint("--baseline", "baseline.json").status == 0)
    try workspace.write("// A new line.\n\n" + Self.firmware, to: "Sources/a.swift")
    #expect(try workspace.dmalint("--baseline", "baseline.json").status == 0)
    let second = Self.firmware.replacing("func receive(", with: "func again(")
    try workspace.write(
      Self.firmware + second.split(separator: "\n").dropFirst(4).joined(separator: "\n"),
      to: "Sources/a.swift")
    let outcome = try workspace.dmalint("--baseline", "baseline.json", "--format", "json")
    #expect(outcome.status == 1)
    #expect(try outcome.strings("findings", "function").count == 1)
    try workspace.write("{", to: "baseline.json")
    let corrupt = try workspace.dmalint("--baseline", "baseline.json", "--format", "json")
    #expect(corrupt.status == 2)
    #expect(try corrupt.strings("findings", "code").count == 2)
  }

  @Test func hostileCodeIsHarmless() throws {
    let name = "::error::\u{1B}[31m ##[error]\u{202E}"
    let workspace = try workspace(
      Self.firmware
        .replacing("&bytes, 3)", with: "&bytes, 3) // \(name)")
        .replacing("  let status", with: "\t/* ##[error]x \u{7} */let status"))
    for format in ["text", "json", "sarif", "github", "xcode"] {
      let outcome = try workspace.dmalint("--format", format)
      #expect(outcome.status == 1, "\(format)")
      let output = outcome.output + outcome.error
      #expect(
        !output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{7}" },
        "\(format)")
      let commands = WorkflowCommands.commands(in: output)
      #expect(commands == (format == "github" ? ["error"] : []), "\(format)")
    }
  }

  @Test func whatAScriptHoldsThatIsNotKnownIsAGap() throws {
    let workspace = try workspace()
    try workspace.write("MEMORY { }\nWONDER (1)\n", to: "firmware.ld")
    let outcome = try workspace.dmalint("--linker-script", "firmware.ld", "--format", "json")
    #expect(outcome.status == 1)
    #expect(try outcome.strings("findings", "code") == ["DMA103"])
    #expect(try outcome.strings("gaps", "file") == ["firmware.ld"])
  }

  @Test func whatIsNoELFFileIsStatusTwoAndHidesNothing() throws {
    let workspace = try workspace()
    try workspace.write("\u{7F}ELF", to: "firmware.elf")
    let outcome = try workspace.dmalint("--elf", "firmware.elf", "--format", "json")
    #expect(outcome.status == 2)
    #expect(try outcome.strings("findings", "code") == ["DMA103"])
  }

  @Test func usersPlatformsAndModelsAreUsed() throws {
    let workspace = try workspace()
    try workspace.write(
      "name: board\nextends: cortex-m7\nsource: schematic\n", to: "boards/board.yml")
    try workspace.write(
      "sdk: mine\nsource: mine.h\nfunctions:\n  - name: HAL_UART_Receive_DMA\n    role: none\n",
      to: "models.yml")
    let board = try workspace.dmalint("--platform", "boards/board.yml", "--format", "json")
    #expect(board.status == 1)
    #expect(board.output.contains("{\"name\": \"board\", \"source\": \"command-line\"}"))
    try workspace.write("models: [models.yml]\n", to: ".dmalint.yml")
    let own = try workspace.dmalint("--format", "json")
    #expect(own.status == 0)
    #expect(try own.strings("transfers", "start").isEmpty)
    try workspace.write("sdk: mine\nfunctoins: []\n", to: "models.yml")
    let wrong = try workspace.dmalint("--format", "json")
    #expect(wrong.status == 2)
    #expect(wrong.error.contains("dmalint: models.yml:2: unknown key 'functoins'"))
  }

  @Test func aPipeThatClosesIsNoFailure() throws {
    let workspace = try Workspace()
    let call = Self.firmware.split(separator: "\n").dropFirst(4).joined(separator: "\n")
    let many = (0..<60).map { call.replacing("receive(", with: "receive\($0)(") }
    try workspace.write(Self.firmware + many.joined(separator: "\n"), to: "a.swift")
    let outcome = try workspace.shell("(\"$DMALINT\"; echo $? >&2) | head -n 1")
    #expect(outcome.error == "1\n")
    #expect(outcome.output.contains("DMA103"))
  }
}
