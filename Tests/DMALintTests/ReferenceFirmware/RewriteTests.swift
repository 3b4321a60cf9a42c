import Foundation
import Testing

/// A clean firmware that is written otherwise is as clean.
@Suite struct RewriteTests {
  @Test func thereAreEnough() {
    #expect(Variant.rewrites.count >= 34)
    for rewrite in Variant.rewrites {
      #expect(!rewrite.edits.isEmpty && rewrite.findings.isEmpty, "\(rewrite.testDescription)")
    }
  }

  @Test(arguments: Variant.sample(Variant.rewrites, of: 8))
  func staysClean(rewrite: Variant) throws {
    try expectClean(try rewrite.apply().workspace, [], rewrite.testDescription)
  }

  /// That it is the same program is for the compiler and the emulator to say.
  @Test(arguments: Variant.sample(Variant.rewrites, of: 1))
  func staysCleanInAllLayers(rewrite: Variant) throws {
    let workspace = try rewrite.apply().workspace
    try rewrite.firmware.build(workspace)
    try expectClean(workspace, ReferenceFirmware.layers, rewrite.testDescription)
    let output = try #require(try rewrite.firmware.boot(workspace))
    #expect(
      output.split(separator: "\n", omittingEmptySubsequences: false).count
        == (try rewrite.firmware.expectedLines().count))
  }

  @Test(arguments: ReferenceFirmware.all, Rewrite.allCases)
  func staysClean(firmware: ReferenceFirmware, rewrite: Rewrite) throws {
    let workspace = try firmware.copy()
    try rewrite.apply(to: workspace)
    try expectClean(workspace, [], "\(firmware.name), \(rewrite)")
    guard ProcessInfo.processInfo.environment["DMALINT_ALL_VARIANTS"] != nil else { return }
    try firmware.build(workspace)
    try expectClean(workspace, ReferenceFirmware.layers, "\(firmware.name), \(rewrite)")
  }

  /// No finding but notes, and every clause of every transfer is kept.
  private func expectClean(
    _ workspace: Workspace, _ layers: [String], _ name: String
  ) throws {
    let report = try workspace.dmalint([".", "--format", "json"] + layers).json()
    for finding in try #require(report["findings"] as? [[String: Any]]) {
      #expect(finding["severity"] as? String == "note", "\(name): \(finding)")
    }
    let transfers = try #require(report["transfers"] as? [[String: Any]])
    #expect(!transfers.isEmpty, "\(name)")
    for transfer in transfers {
      for clause in transfer["clauses"] as? [[String: Any]] ?? [] {
        #expect(clause["verdict"] as? String == "kept", "\(name): \(clause)")
      }
    }
  }
}
