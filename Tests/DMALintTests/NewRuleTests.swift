import Foundation
import Testing

@testable import DMALint
@testable import DMALintTool

/// The command that scaffolds a rule, in a checkout of its own.
@Suite struct NewRuleTests {
  @Test func aRuleHasPageCheckAndFixtures() throws {
    let workspace = try Workspace()
    let book = "Sources/DMALint/Rules/RuleBook.swift"
    for path in [book, "Rules/rules/DMA402-double-start.md"] {
      try workspace.write(Data(contentsOf: Checkout.root.appending(path: path)), to: path)
    }
    let outcome = try scaffold("DMA408 shared-trigger warning", in: workspace)
    #expect(outcome.status == 0, "\(outcome.error)")

    let page = try workspace.read("Rules/rules/DMA408-shared-trigger.md")
    let parts = try #require(RulePage.split(page))
    let (header, problems) = RuleHeader.decode(try ConfigYAML.decode(parts.frontMatter))
    #expect(problems.isEmpty)
    #expect(header?.family == .exclusivity && header?.severity == .warning)
    let decoded = RulePage.decode(
      try #require(header), body: parts.body, firstLine: parts.bodyLine)
    #expect(decoded.problems.isEmpty)

    let written = try workspace.read(book)
    #expect(written.contains("\n    sharedTrigger,\n  ]\n"))
    let check = try workspace.read("Sources/DMALint/Rules/SharedTriggerRule.swift")
    #expect(check.contains("static let sharedTrigger = Rule(\"DMA408\", at: .start)"))
    let parsed = try workspace.shell("swiftc -frontend -parse Sources/DMALint/Rules/*.swift")
    #expect(parsed.status == 0, "\(parsed.error)")

    let wrong = "Tests/Fixtures/Rules/DMA408-shared-trigger/wrong-one.swift"
    let expectations = Expectation.read(try workspace.read(wrong), file: wrong)
    #expect(expectations.problems.isEmpty)
    #expect(expectations.expectations.map(\.code) == [RuleCode("DMA408")])
  }

  @Test(arguments: [
    "DMA402 shared-trigger error", "DMA408 double-start error", "DMA48 shared-trigger error",
    "DMA408 Shared error", "DMA408 shared-trigger fatal", "DMA408",
  ])
  func whatIsNoNewRuleIsRefused(arguments: String) throws {
    let workspace = try Workspace()
    for path in ["Sources/DMALint/Rules/RuleBook.swift", "Rules/rules/DMA402-double-start.md"] {
      try workspace.write(Data(contentsOf: Checkout.root.appending(path: path)), to: path)
    }
    let before = try workspace.read("Sources/DMALint/Rules/RuleBook.swift")
    let outcome = try scaffold(arguments, in: workspace)
    #expect(outcome.status == 2)
    #expect(!outcome.error.isEmpty)
    #expect(try workspace.read("Sources/DMALint/Rules/RuleBook.swift") == before)
  }

  private func scaffold(_ arguments: String, in workspace: Workspace) throws -> Workspace.Outcome {
    let script = Checkout.root.appending(path: "Tools/new-rule.sh").path
    return try workspace.shell("DMALINT_ROOT=\"$PWD\" '\(script)' \(arguments)")
  }
}
