import Testing

@testable import DMALint

/// Which rule is on where, and what that means for the ledger.
@Suite struct PolicyTests {
  private func level(_ code: RuleCode, _ policy: RulePolicy, path: String = "Sources/a.swift")
    -> RulePolicy.Level
  {
    policy.level(of: code, default: .error, path: path)
  }

  @Test func aRuleBeatsItsFamilyAndAnOverrideBeatsBoth() {
    var policy = RulePolicy()
    policy.levels = [
      .init(.rule("DMA601"), .on(.warning)), .init(.family(.completion), .off),
    ]
    policy.overrides = [
      .init(
        paths: [PathPattern("Tests/**")],
        levels: [.init(.rule("DMA601"), .on(.note))]),
      .init(paths: [PathPattern("Tests/**")], levels: [.init(.rule("DMA401"), .off)]),
    ]
    #expect(level("DMA601", policy) == .on(.warning))
    #expect(level("DMA602", policy) == .off)
    #expect(level("DMA401", policy) == .on(.error))
    #expect(level("DMA601", policy, path: "Tests/a.swift") == .on(.note))
    #expect(level("DMA401", policy, path: "Tests/sub/a.swift") == .off)
    #expect(policy.level(of: "DMA401", default: .error, path: nil) == .on(.error))
  }

  @Test func theCommandLineBeatsTheConfiguration() {
    var policy = RulePolicy()
    policy.levels = [.init(.rule("DMA606"), .off), .init(.rule("DMA602"), .on(.note))]
    policy.selected = [.rule("DMA606"), .rule("DMA602")]
    #expect(level("DMA606", policy) == .on(.error))
    #expect(level("DMA602", policy) == .on(.note))
    #expect(level("DMA401", policy) == .off)
    policy.selected = [.family(.completion)]
    #expect(level("DMA606", policy) == .off)
    policy.ignored = [.rule("DMA602")]
    #expect(level("DMA602", policy) == .off)
  }

  @Test func aRuleThatIsOffViolatesNothingAndKeepsNothing() {
    var raw = SampleReport.raw
    raw.transfers[0].clauses = [Clause(.lifetime, .violated, violatedBy: ["DMA101"])]
    for (level, reason) in [
      (RulePolicy.Level.off, "DMA101 is switched off here"),
      (.on(.note), "DMA101 is only a note here"),
    ] {
      var policy = RulePolicy()
      policy.levels = [.init(.rule("DMA101"), level)]
      let report = Finishing(
        rules: SampleReport.rules, policy: policy, paths: PathSpelling(currentFolder: "/")
      ).finish(raw, texts: SampleReport.texts, annotations: []).report
      #expect(
        report.transfers[0].clauses[0]
          == Clause(
            .lifetime, .unknown, reason: reason, violatedBy: ["DMA101"]))
    }
  }

  @Test(arguments: [
    ("Sources", "Sources/a.swift", true), ("Sources", "Sources", true),
    ("Sources", "SourcesX/a.swift", false), ("Sources/*", "Sources/a/b.swift", true),
    ("*.swift", "a.swift", true), ("*.swift", "x/a.swift", false),
    ("**/*.swift", "x/y/a.swift", true), ("**/*.swift", "a.swift", true),
    ("Tests/**", "Tests/a", true), ("Tests/**", "Tests", false),
    ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b/c", true), ("a/**/b", "a/x", false),
    ("./Sources/", "Sources/a", true), ("[A-C]?", "B1", true), ("[!A-C]x", "Bx", false),
    ("a*b*c", "aXbYbZc", true), ("a*b*c", "ab", false), (".", "anything", true), ("[", "[", true),
  ])
  func patterns(pattern: String, path: String, matches: Bool) {
    #expect(PathPattern(pattern).matches(path) == matches)
  }

  @Test func patternsTakeLittleTime() {
    let pattern = PathPattern(String(repeating: "**/*a*a*a*a*a*b/", count: 20))
    let path = String(repeating: String(repeating: "a", count: 200) + "/", count: 40)
    #expect(!pattern.matches(path))
  }

  @Test func pathsAreSpelledRelativeToTheCurrentFolder() {
    let paths = PathSpelling(currentFolder: "/home/me/fw", alias: "/fw")
    #expect(paths.spell("/home/me/fw/Sources/../a.swift") == "a.swift")
    #expect(paths.spell("./x//y.swift") == "x/y.swift")
    #expect(paths.spell("/fw/a.swift") == "a.swift")
    #expect(paths.spell("../lib/a.swift") == "../lib/a.swift")
    #expect(paths.spell("/home/me/fwx/a.swift") == "/home/me/fwx/a.swift")
    #expect(paths.relative("a.swift", to: "/home/me") == "fw/a.swift")
  }

  @Test(arguments: [
    ("DMA10l", "DMA101"), ("stack-bufer", "stack-buffer"), ("unbounded-wiat", "unbounded-wait"),
    ("zzzzzzzz", nil), ("", nil),
  ])
  func nearestName(text: String, expected: String?) {
    #expect(SampleReport.rules.nearest(to: text) == expected)
  }
}
