import DMALint
import Foundation
import Testing

@testable import DMALintTool

/// Every fixture says what its comments say, no more and no less.
@Suite struct FixtureTests {
  @Test(arguments: Fixture.all)
  func reportsWhatTheCommentsSay(fixture: Fixture) throws {
    let firmware = try fixture.firmware()
    let own = try fixture.ownFiles()
    let readings = own.map { Expectation.read($0.text, file: $0.path) }
    let expectations = readings.flatMap(\.expectations)
    let problems = readings.flatMap(\.problems) + shapeProblems(of: fixture, expectations)
    if !problems.isEmpty { Issue.record("\(problems.joined(separator: "\n"))") }
    let report = firmware.report()
    if let reason = Firmware.missingLibrary(in: report) { try Test.cancel("\(reason)") }
    let difference = ReportDifference(of: report, to: expectations)
    if !difference.isEmpty { Issue.record("\(difference.text)") }
  }

  /// A fixture without an expectation that is not called right proves nothing.
  private func shapeProblems(of fixture: Fixture, _ expectations: [Expectation]) -> [String] {
    if fixture.isRight {
      return expectations.filter { $0.kind != .falseAlarm }.map {
        "\($0.file):\($0.line): a right firmware has nothing to find"
      }
    }
    let isAboutItsRule = expectations.contains {
      ($0.kind == .finding || $0.kind == .miss) && $0.code == fixture.code
    }
    return isAboutItsRule
      ? [] : ["no comment says where \(fixture.rule) is, and it is not called 'right-…'"]
  }

  /// Folders are named after rules.
  @Test func everyFolderIsARule() {
    let rules = Catalogue.builtIn.rules
    for folder in Checkout.entries(of: Checkout.fixtures.appending(path: "Rules")) {
      let name = folder.lastPathComponent
      let rule = RuleCode(name.prefix(6)).flatMap { rules[$0] }
      #expect(rule.map { "\($0.code)-\($0.name)" } == name, "\(name) is no rule")
    }
  }
}
