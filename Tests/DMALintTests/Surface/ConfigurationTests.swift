import Testing

@testable import DMALint
@testable import DMALintTool

/// What a `.dmalint.yml` may say, and what is said about one that is wrong.
@Suite struct ConfigurationTests {
  private func read(_ text: String) -> ConfigurationReader {
    ConfigurationReader(
      Array(text.utf8), path: ".dmalint.yml", folder: "/fw", rules: Knowledge.builtIn.rules)
  }

  @Test func everyKeyIsUnderstood() {
    let reader = read(
      """
      platform: stm32h743            # a built-in name or a platform file
      dcache: off
      models: [board-models.yml]
      linker-script: firmware.ld
      elf: .build/release/Firmware.elf
      dumps: .dmalint/dumps
      include: [Sources]
      exclude: [Sources/Generated]
      fail-on: note
      rules:
        unbounded-wait: off
        DMA401: warning
      overrides:
        - paths: [Tests/**, "*.swift"]
          rules: {DMA6: off}
      """)
    #expect(reader.failures.isEmpty)
    let configuration = reader.configuration
    #expect(configuration.platform?.value == "stm32h743")
    #expect(configuration.dcache == .off)
    #expect(configuration.models.map(\.value) == ["/fw/board-models.yml"])
    #expect(configuration.linkerScript?.value == "/fw/firmware.ld")
    #expect(configuration.elf?.value == "/fw/.build/release/Firmware.elf")
    #expect(configuration.dumps?.value == "/fw/.dmalint/dumps")
    #expect(configuration.include.map(\.text) == ["Sources"])
    #expect(configuration.exclude.map(\.text) == ["Sources/Generated"])
    #expect(configuration.failOn == .note)
    #expect(
      configuration.rules == [
        .init(.rule("DMA606"), .off), .init(.rule("DMA401"), .on(.warning)),
      ])
    #expect(configuration.overrides.first?.levels == [.init(.family(.completion), .off)])
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "{}"])
  func anEmptyOneSaysNothing(_ text: String) {
    #expect(read(text).failures.isEmpty)
  }

  @Test(arguments: [
    ("platfrom: x", "1: unknown key 'platfrom'; did you mean 'platform'?"),
    ("\nzebra: x", "2: unknown key 'zebra'; there are"),
    ("dcache: maybe", "1: 'dcache' is one of auto, on, off, not 'maybe'"),
    ("fail-on: [error]", "1: 'fail-on' wants a single value, found a list"),
    ("include: Sources", "1: 'include' wants a list"),
    ("include:\n  - [a]", "2: 'include' wants a single value, found a list"),
    ("platform:\n", "1: 'platform' wants a single value, found nothing"),
    ("rules: [DMA101]", "1: 'rules' wants 'rule: severity' lines, found a list"),
    ("rules:\n  DMA10l: off", "2: 'DMA10l' is no rule; did you mean 'DMA101'?"),
    ("rules:\n  DMA101: fatal", "2: 'DMA101' is set to one of off, note, warning, error"),
    ("rules:\n  DMA101: [off]", "2: 'DMA101' wants a single value, found a list"),
    ("overrides: {}", "1: 'overrides' wants a list, found a mapping"),
    ("overrides:\n  - paths: [a]", "2: an override wants both 'paths' and 'rules'"),
    ("overrides:\n  - path: [a]\n    rules: {}", "2: unknown key 'path'; did you mean 'paths'?"),
    ("- a\n- b", "1: expected 'key: value' lines, found a list"),
    ("just text", "1: expected 'key: value' lines, found a single value"),
    ("[a]: b", "1: expected a key, found a list"),
    ("elf: a\nelf: b", "the key 'elf' stands there twice"),
    ("elf: [", "it is no YAML"),
    ("elf: \"a", "it is no YAML"),
    ("a: b\n---\nc: d", "it is no YAML"),
    ("elf: &a b", "1: YAML anchors are not accepted here"),
    ("elf: a\nmodels: [*a]", "2: YAML aliases are not accepted here"),
    ("elf: !!str b", "1: YAML tags are not accepted here"),
    ("- !local\n", "1: YAML tags are not accepted here"),
    ("\"a\":&x b", "1: YAML anchors are not accepted here"),
    ("? &x a\n: b", "1: YAML anchors are not accepted here"),
    ("\u{1}", "1: it is no YAML"),
    (String(repeating: "[", count: 5000), "it is no YAML"),
  ])
  func mistakes(text: String, message: String) throws {
    let failures = read(text).failures.map { "\($0.line ?? 0): \($0.message)" }
    #expect(failures.contains { $0.contains(message) }, "\(failures)")
  }

  @Test(arguments: [
    "exclude: [\"Sources/*\"] # & see: *x", "elf: a & b", "elf: 'it''s *not* an &alias'",
    "elf: \"say \\\" &x\"", "elf: a*b", "exclude: [a, b, 'c*']", "elf: |\n  &x\n", "elf: a#b",
  ])
  func whatLooksLikeAReferenceAndIsNone(_ text: String) {
    #expect(read(text).failures.isEmpty)
  }

  @Test func aliasesAreRefusedBeforeTheyCost() {
    var text = "a0: &a0 [x]\n"
    for level in 1...60 {
      let previous = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(previous),\(previous),\(previous)]\n"
    }
    #expect(read(text + "? *a60\n: x\n").failures.count == 1)
  }

  @Test func oneMistakeCostsOneValue() {
    let reader = read("dcache: maybe\nplatform: cortex-m7\nrules:\n  nope: off\n  DMA101: note\n")
    #expect(reader.failures.count == 2)
    #expect(reader.configuration.platform?.value == "cortex-m7")
    #expect(reader.configuration.rules == [.init(.rule("DMA101"), .on(.note))])
  }

  @Test func theNearestConfigurationCounts() throws {
    let workspace = try Workspace()
    try workspace.write("platform: nope-outer\n", to: ".dmalint.yml")
    try workspace.write("", to: "checkout/Sources/App/a.swift")
    let outer = try workspace.dmalint("checkout/Sources/App")
    #expect(outer.error.contains("dmalint: .dmalint.yml:1: 'nope-outer' is no platform"))
    try workspace.write("", to: "checkout/.git")
    #expect(try workspace.dmalint("checkout/Sources/App").status == 0)
    try workspace.write("platform: nope-inner\n", to: "checkout/.dmalint.yml")
    let inner = try workspace.dmalint("a.swift", in: "checkout/Sources/App")
    #expect(inner.error.contains("checkout/.dmalint.yml:1: 'nope-inner' is no platform"))
    let command = try workspace.dmalint("checkout", "--platform", "cortex-m7", "--format", "json")
    #expect(command.status == 0)
    #expect(command.output.contains("{\"name\": \"cortex-m7\", \"source\": \"command-line\"}"))
    let chosen = try workspace.dmalint("checkout", "--config", ".dmalint.yml")
    #expect(chosen.error.contains("nope-outer"))
  }
}
