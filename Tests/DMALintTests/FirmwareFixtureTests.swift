import Testing

@testable import DMALintTool

/// The firmware that the README's command checks says what its comments say.
@Suite struct FirmwareFixtureTests {
  @Test func theLoggerHasThreeDefects() throws {
    let files = try Checkout.inputs(at: Checkout.fixtures.appending(path: "Firmware/Logger"))
    var firmware = Firmware(files: files)
    firmware.platform = "stm32f4"
    let expectations = files.flatMap { Expectation.read($0.text, file: $0.path).expectations }
    #expect(expectations.count { $0.kind == .finding } == 3)
    let difference = ReportDifference(of: firmware.report(), to: expectations)
    if !difference.isEmpty { Issue.record("\(difference.text)") }
  }
}
