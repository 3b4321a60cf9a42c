import DMALint
import Foundation
import Testing

@testable import DMALintTool

/// One cause is one finding: `Tests/Fixtures/Subsumption/DMA103-DMA601.swift` breaks both rules by one
/// mistake, and the first of them is reported.
@Suite struct SubsumptionTests {
  static let all: [Fixture] = Checkout.entries(
    of: Checkout.fixtures.appending(path: "Subsumption")
  ).map { Fixture(location: $0, rule: "Subsumption") }

  @Test func thereAreSome() { #expect(SubsumptionTests.all.count >= 8) }

  @Test(arguments: SubsumptionTests.all)
  func isOneFinding(fixture: Fixture) throws {
    let codes = fixture.name.split(separator: "-").compactMap { RuleCode($0) }
    try #require(codes.count == 2)
    let report = try fixture.firmware().report()
    if let reason = Firmware.missingLibrary(in: report) { try Test.cancel("\(reason)") }
    let findings = report.findings.filter { $0.severity != .note }
    #expect(findings.map(\.code) == [codes[0]])
    #expect(findings.first?.also.contains(codes[1]) == true)
  }
}
