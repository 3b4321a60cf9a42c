import Foundation
import Testing

/// The reference firmwares compile, link, boot, and break no clause of the contract.
@Suite struct ReferenceFirmwareTests {
  @Test(arguments: ReferenceFirmware.all)
  func sourcesAloneHaveNoFinding(firmware: ReferenceFirmware) throws {
    let workspace = try firmware.copy()
    try expectClean(try workspace.dmalint(".", "--format", "json"), firmware)
  }

  @Test(arguments: ReferenceFirmware.all)
  func allLayersHaveNoFinding(firmware: ReferenceFirmware) throws {
    let workspace = try firmware.copy()
    try firmware.build(workspace)
    let arguments = [".", "--format", "json"] + ReferenceFirmware.layers
    try expectClean(try workspace.dmalint(arguments), firmware)
  }

  @Test(arguments: ReferenceFirmware.all)
  func boots(firmware: ReferenceFirmware) throws {
    let workspace = try firmware.copy()
    try firmware.build(workspace)
    let output = try #require(try firmware.boot(workspace), "\(firmware.name) does not come up")
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let expected = try firmware.expectedLines()
    #expect(lines.count == expected.count)
    for (line, pattern) in zip(lines, expected) {
      #expect(ReferenceFirmware.matches(line, pattern), "'\(line)' is not '\(pattern)'")
    }
  }

  /// No finding, not even a note; every clause of every transfer is kept.
  private func expectClean(
    _ outcome: Workspace.Outcome, _ firmware: ReferenceFirmware
  ) throws {
    #expect(outcome.status == 0, "\(firmware.name): \(outcome.error)")
    let report = try outcome.json()
    for list in ["findings", "gaps", "failures", "unchecked"] {
      let entries = try #require(report[list] as? [Any])
      #expect(entries.isEmpty, "\(firmware.name): \(list): \(entries)")
    }
    let transfers = try #require(report["transfers"] as? [[String: Any]])
    #expect(!transfers.isEmpty)
    for transfer in transfers {
      let place = "\(firmware.name): \(transfer["file"] ?? ""):\(transfer["line"] ?? "")"
      for clause in transfer["clauses"] as? [[String: Any]] ?? [] {
        #expect(clause["verdict"] as? String == "kept", "\(place): \(clause)")
      }
    }
  }
}
