import DMALint
import Foundation
import Testing

@testable import DMALintTool

/// Firmware that is right and looks wrong says nothing.
///
/// Every entry of `Tests/Fixtures/Right` is one firmware: a file, or a folder. Its first lines may name
/// `// platform:` and `// dcache:`; `// starts: N` is the number of ledger rows, so that silence is
/// never that of a firmware which was not understood.
@Suite struct RightCodeTests {
  static let all: [Fixture] = Checkout.entries(
    of: Checkout.fixtures.appending(path: "Right")
  ).map { Fixture(location: $0, rule: "Right") }

  @Test func thereAreEnough() {
    #expect(RightCodeTests.all.count >= 80)
  }

  @Test(arguments: RightCodeTests.all)
  func staysSilent(fixture: Fixture) throws {
    let report = try fixture.firmware().report()
    if let reason = Firmware.missingLibrary(in: report) { try Test.cancel("\(reason)") }
    for finding in report.findings where finding.severity != .note {
      Issue.record("\(finding.range): \(finding.code) \(finding.message)")
    }
    for transfer in report.transfers {
      for clause in transfer.clauses where clause.verdict == .violated {
        Issue.record("\(transfer.range): \(clause.family) is called violated")
      }
    }
    for gap in report.gaps { Issue.record("\(gap.range): \(gap.message)") }
    let starts = try #require(try starts(of: fixture), "no '// starts: N'")
    #expect(report.transfers.count == starts)
  }

  private func starts(of fixture: Fixture) throws -> Int? {
    for file in try fixture.ownFiles() {
      for line in file.text.split(separator: "\n").prefix(6) where line.hasPrefix("// starts: ") {
        return Int(line.dropFirst("// starts: ".count))
      }
    }
    return nil
  }
}
