import EmbeddedRules
import Testing

@testable import DMALint
@testable import DMALintTool

/// What the pages show is what dmalint says: every firmware in a section Wrong raises exactly the
/// rule of its page, every firmware in Right nothing.
///
/// `also=` of the fence names what else cannot help being raised, and must be raised too;
/// `file=` gives blocks names, so that a page can bring headers, models and a `.dmalint.yml`.
@Suite struct RuleExampleTests {
  /// Pages whose rule is not checked yet. One that starts to behave fails until it is taken off.
  private static let withoutCheck: Set<String> = ["DMA207"]

  @Test(arguments: EmbeddedRules.knowledge().rules.map(\.code))
  func raisesWhatItSays(code: String) throws {
    guard case .found(let page) = EmbeddedRules.knowledge().page(named: code) else {
      Issue.record("\(code) has no page")
      return
    }
    var problems: [String] = []
    for title in [RulePage.Title.wrong, .right] {
      for (number, example) in (page.section(title)?.examples ?? []).enumerated() {
        let run = try ExampleRun(example)
        if let reason = run.missingLibrary { try Test.cancel("\(reason)") }
        problems += run.problems(title == .wrong ? code : nil).map {
          "\(title.rawValue) \(number + 1): \($0)"
        }
      }
    }
    if Self.withoutCheck.contains(code) {
      #expect(!problems.isEmpty, "\(code) is checked now: take it off the list above")
    } else if !problems.isEmpty {
      Issue.record("\(code)\n  \(problems.joined(separator: "\n  "))")
    }
  }

  @Test func noCheckIsWithoutPage() {
    let codes = Set(EmbeddedRules.knowledge().rules.map(\.code))
    for rule in RuleBook.all {
      #expect(codes.contains(rule.code), "the check \(rule.code) has no page")
      #expect(!Self.withoutCheck.contains(rule.code), "\(rule.code) has a check")
    }
    #expect(Self.withoutCheck.isSubset(of: codes))
  }
}

/// One firmware of a page, checked by the built binary as a reader of the page would.
private struct ExampleRun {
  private let example: RulePage.Example
  private let outcome: Workspace.Outcome

  init(_ example: RulePage.Example) throws {
    self.example = example
    let workspace = try Workspace()
    var names: [String] = []
    for block in example.blocks {
      let name = block.file ?? "Example.\(block.language)"
      names.append(name)
      try workspace.write(block.text, to: name)
    }
    var arguments = ["--format", "json", "--fail-on", "never"]
    if let platform = example.platform { arguments += ["--platform", platform] }
    if example.options.contains("dumps") {
      try ExampleRun.dump(names.filter { $0.hasSuffix(".swift") }, in: workspace)
      arguments += ["--dumps", "dumps"]
    }
    outcome = try workspace.dmalint(arguments)
  }

  /// Writes the SIL and the optimised LLVM IR of a firmware, as a build for its chip has them.
  private static func dump(_ files: [String], in workspace: Workspace) throws {
    let names = files.map { "'\($0)'" }.joined(separator: " ")
    let made = try workspace.shell(
      """
      mkdir dumps
      compile() { swiftc -target armv6m-none-none-eabi -enable-experimental-feature Embedded -wmo \
        -parse-as-library -module-name Example -g "$@" \(names); }
      compile -emit-silgen -o dumps/Example.sil && compile -O -emit-ir -o dumps/Example.ll
      """)
    #expect(made.status == 0, "\(made.error)")
  }

  var missingLibrary: String? {
    guard example.blocks.contains(where: { $0.language == "c" }),
      let reasons = try? outcome.strings("unchecked", "reason")
    else { return nil }
    return reasons.first { $0.contains("libclang") }
  }

  /// What is not as the page says it, if it is to raise this rule, or none.
  func problems(_ code: String?) -> [String] {
    guard outcome.status == 0, let report = try? outcome.json(),
      let findings = report["findings"] as? [[String: Any]]
    else { return ["status \(outcome.status): \(outcome.error)"] }
    var problems: [String] = []
    var missing = Set(example.also)
    var isRaised = false
    for finding in findings {
      let raised = finding["code"] as? String ?? ""
      let causes = finding["also"] as? [String] ?? []
      missing.remove(raised)
      missing.subtract(causes)
      if raised == code || (example.also.contains(raised) && causes.contains(code ?? "")) {
        isRaised = true
      } else if !example.also.contains(raised)
        || (code == nil && finding["severity"] as? String != "note")
      {
        problems.append(
          "\(raised) is raised in line \(finding["line"] ?? 0): \(finding["message"] ?? "")")
      }
    }
    if let code, !isRaised { problems.append("\(code) is not raised") }
    problems += missing.sorted().map { "\($0) of 'also=' is not raised" }
    for list in ["gaps", "failures"] {
      for entry in report[list] as? [[String: Any]] ?? [] {
        problems.append("line \(entry["line"] ?? 0): \(entry["message"] ?? "")")
      }
    }
    return problems
  }
}
