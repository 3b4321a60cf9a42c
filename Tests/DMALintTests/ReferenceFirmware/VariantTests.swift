import Foundation
import Testing

@testable import DMALint
@testable import DMALintTool

/// Every way of breaking a reference firmware causes its findings, and no others.
@Suite struct VariantTests {
  @Test func thereAreEnough() {
    let all = Variant.all
    #expect(all.count >= 90)
    #expect(Set(all.map(\.testDescription)).count == all.count)
    for variant in all {
      #expect(!variant.edits.isEmpty && !variant.findings.isEmpty, "\(variant.testDescription)")
      #expect(variant.strangeLines.isEmpty, "\(variant.testDescription)")
    }
  }

  /// Every variant says what the emulator shows of it, or why it can show nothing.
  @Test(arguments: Variant.all) func saysWhatIsShown(variant: Variant) throws {
    let shown = try #require(variant.shown, "\(variant.testDescription): no 'damage' or 'unseen'")
    let problem = shown.problem(codes: variant.findings.map(\.code), legend: try Shown.legend())
    #expect(problem == nil, "\(variant.testDescription)")
    if case .lost(let text) = shown {
      #expect(try variant.firmware.expectedLines().contains { $0.contains(text) })
    }
    if case .prints = shown { Issue.record("\(variant.testDescription) is broken") }
  }

  /// Every rule is broken by a variant or a step, or it is written down why neither can.
  @Test func everyRuleIsShownOrSaysWhyNot() throws {
    let shown = Set(Variant.all.flatMap { $0.findings.map(\.code) })
    let steps = Set(TransferStep.all.flatMap(\.expectations).map { $0.code?.description ?? "" })
    let reasons = try Shown.legend()
    for code in Catalogue.builtIn.knowledge.rules.map({ "\($0.code)" }) {
      if shown.contains(code) {
        #expect(reasons[code] == nil, "\(code) is shown")
      } else {
        let isExplained = (reasons[code]?.count ?? 0) > 20
        #expect(isExplained || steps.contains(code), "\(code) is neither shown nor explained")
      }
    }
  }

  @Test(arguments: Variant.sample(Variant.all, of: 10))
  func isFoundInTheSources(variant: Variant) throws {
    let (workspace, expected) = try variant.apply()
    try workspace.dmalint(".", "--format", "json").expect(expected, variant.testDescription)
  }

  @Test(arguments: Variant.sample(Variant.all, of: 2))
  func isFoundInAllLayers(variant: Variant) throws {
    let (workspace, expected) = try variant.apply()
    try variant.firmware.build(workspace)
    let arguments = [".", "--format", "json"] + ReferenceFirmware.layers
    try workspace.dmalint(arguments).expect(expected, variant.testDescription)
  }

  /// What the emulator can show: the healthy firmware prints what is lost here, or gets to its end.
  @Test(arguments: Variant.sample(Variant.all.filter { $0.shown?.isDamage == true }, of: 1))
  func doesDamage(variant: Variant) throws {
    let (workspace, _) = try variant.apply()
    try variant.firmware.build(workspace)
    switch try #require(variant.shown) {
    case .lost(let text):
      let output = try #require(try variant.firmware.boot(workspace, seconds: 20))
      #expect(!output.contains(text), "\(variant.testDescription) does no damage")
    case .hangs:
      let output = try variant.firmware.boot(workspace, seconds: 8)
      #expect(output == nil, "\(variant.testDescription) comes up: \(output ?? "")")
    case .prints, .unseen: break
    }
  }
}

extension Workspace.Outcome {
  /// Exactly these findings, as `CODE FILE:LINE`; notes need not be said.
  func expect(_ expected: Set<String>, _ name: String) throws {
    var found: Set<String> = []
    for finding in try #require(try json()["findings"] as? [[String: Any]]) {
      let place = "\(finding["file"] ?? ""):\(finding["line"] ?? "")"
      let text = "\(finding["code"] ?? "") \(place)"
      if finding["severity"] as? String != "note" || expected.contains(text) { found.insert(text) }
    }
    let missing = expected.subtracting(found).sorted()
    let extra = found.subtracting(expected).sorted()
    #expect(missing.isEmpty, "\(name): not found")
    #expect(extra.isEmpty, "\(name): found besides")
  }

  /// The verdicts of all transfers, each once.
  func verdicts() throws -> Set<String> { Set(try strings("transfers", "verdict")) }
}
