import Testing

@testable import DMALint
@testable import DMALintTool

/// What a `.dmalint.yml` may say, and what is said about one that is wrong.
@Suite struct ConfigurationTests {
  private func read(_ text: String) -> ConfigurationReader {
    ConfigurationReader(
      Array(text.utf8), path: ".dmalint.yml", folder: "/fw", rules: Catalogue.builtIn.rules)
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
    ("platfrom: x", "1: unknown key 'platfrom'; the nearest known one is 'platform'"),
    ("\nzebra: x", "2: unknown key 'zebra'; the nearest known one is"),
    ("dcache: maybe", "1: unknown 'dcache' 'maybe'; the nearest known one is 'auto'"),
    ("fail-on: [error]", "1: 'fail-on' must be a value, not a list"),
    ("include: Sources", "1: 'include' must be a list"),
    ("include:\n  - [a]", "2: an element of 'include' must be a value, not a list"),
    ("platform:\n", "1: 'platform' is empty"),
    ("rules: [DMA101]", "1: 'rules' must be a mapping of rules to severities"),
    ("rules:\n  DMA10l: off", "2: unknown rule 'DMA10l'; the nearest known one is 'DMA101'"),
    ("rules:\n  DMA101: erorr", "2: unknown severity 'erorr'; the nearest known one is 'error'"),
    ("rules:\n  DMA101: [off]", "2: 'DMA101' must be a value, not a list"),
    ("overrides: {}", "1: 'overrides' must be a list"),
    ("overrides:\n  - paths: [a]", "2: an override needs both 'paths' and 'rules'"),
    (
      "overrides:\n  - path: [a]\n    rules: {}",
      "2: unknown key 'path'; the nearest known one is 'paths'"
    ),
    ("- a\n- b", "1: a configuration must be a mapping, not a list"),
    ("just text", "1: a configuration must be a mapping, not a value"),
    ("[a]: b", "1: a key must be a value, not a list or a mapping"),
    ("elf: a\nelf: b", "keys are given twice: 'elf'"),
    ("elf: [", "2: did not find expected node content"),
    ("elf: \"a", "1: found unexpected end of stream"),
    ("a: b\n---\nc: d", "found another document"),
    ("elf: &a b", "1: YAML anchors are not accepted here"),
    ("elf: a\nmodels: [*a]", "2: YAML aliases are not accepted here"),
    ("elf: !!str b", "1: YAML tags are not accepted here"),
    ("- !local\n", "1: YAML tags are not accepted here"),
    ("\"a\":&x b", "1: YAML anchors are not accepted here"),
    ("? &x a\n: b", "1: YAML anchors are not accepted here"),
    ("\u{1}", "1: control characters are not allowed"),
    (String(repeating: "[", count: 5000), "Maximum nesting level reached"),
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
