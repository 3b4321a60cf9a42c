import Foundation
import Testing

/// Every way of breaking a reference firmware causes its findings, and no others.
@Suite struct VariantTests {
  @Test func thereAreEnough() {
    let all = Variant.all
    #expect(all.count >= 60)
    #expect(Set(all.map(\.testDescription)).count == all.count)
    for variant in all {
      #expect(!variant.edits.isEmpty && !variant.findings.isEmpty, "\(variant.testDescription)")
    }
  }

  @Test(arguments: Variant.sample(Variant.all, of: 10))
  func isFoundInTheSources(variant: Variant) throws {
    let (workspace, expected) = try variant.apply()
    try expect(expected, in: try workspace.dmalint(".", "--format", "json"), variant)
  }

  @Test(arguments: Variant.sample(Variant.all, of: 2))
  func isFoundInAllLayers(variant: Variant) throws {
    let (workspace, expected) = try variant.apply()
    try variant.firmware.build(workspace)
    let arguments = [".", "--format", "json"] + ReferenceFirmware.layers
    try expect(expected, in: try workspace.dmalint(arguments), variant)
  }

  /// What the emulator can show: the healthy firmware prints what is lost here, or gets to its end.
  @Test(arguments: Variant.sample(Variant.all.filter { $0.damage != nil }, of: 1))
  func doesDamage(variant: Variant) throws {
    let (workspace, _) = try variant.apply()
    try variant.firmware.build(workspace)
    let damage = variant.damage ?? ""
    if let lost = damage.split(separator: " ", maxSplits: 1).last, damage.hasPrefix("lost ") {
      #expect(try variant.firmware.expectedLines().contains { $0.contains(lost) })
      let output = try #require(try variant.firmware.boot(workspace, seconds: 20))
      #expect(!output.contains(lost), "\(variant.testDescription) does no damage")
    } else {
      let output = try variant.firmware.boot(workspace, seconds: 8)
      #expect(output == nil, "\(variant.testDescription) comes up: \(output ?? "")")
    }
  }

  /// Exactly these, as `CODE FILE:LINE`; notes need not be said.
  private func expect(
    _ expected: Set<String>, in outcome: Workspace.Outcome, _ variant: Variant
  ) throws {
    let report = try outcome.json()
    var found: Set<String> = []
    for finding in try #require(report["findings"] as? [[String: Any]]) {
      let place = "\(finding["file"] ?? ""):\(finding["line"] ?? "")"
      let text = "\(finding["code"] ?? "") \(place)"
      if finding["severity"] as? String != "note" || expected.contains(text) { found.insert(text) }
    }
    let missing = expected.subtracting(found).sorted()
    let extra = found.subtracting(expected).sorted()
    #expect(missing.isEmpty, "\(variant.testDescription): not found")
    #expect(extra.isEmpty, "\(variant.testDescription): found besides")
  }
}
