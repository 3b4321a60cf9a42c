import Foundation
import Testing

/// The listings on the way to the safe transfer: each but the last is broken its own way, in the
/// sources, in every layer, and in the emulator where that can show it.
@Suite struct TransferStepTests {
  @Test func allAreThere() {
    #expect(TransferStep.all.map { $0.name.prefix { $0 != "-" } } == (1...9).map { "Step\($0)" })
    for step in TransferStep.all {
      #expect(step.findings.isEmpty == (step.name == TransferStep.all.last?.name), "\(step.name)")
    }
  }

  @Test(arguments: TransferStep.all) func saysWhatIsShown(step: TransferStep) throws {
    #expect(step.shown.count == 1, "\(step.name)")
    let shown = try #require(step.shown.first, "\(step.name)")
    let codes = step.expectations.compactMap { $0.code?.description }
    let problem = shown.problem(codes: codes, legend: try Shown.legend())
    #expect(problem == nil, "\(step.name)")
    if case .prints = shown {
      #expect(codes.isEmpty, "\(step.name)")
    } else {
      #expect(!codes.isEmpty, "\(step.name)")
    }
  }

  @Test(arguments: TransferStep.all) func isFoundInTheSources(step: TransferStep) throws {
    try expect(step, try step.workspace().dmalint(".", "--format", "json"))
  }

  @Test(arguments: sample) func isFoundInAllLayersAndBoots(step: TransferStep) throws {
    let workspace = try step.workspace()
    try ReferenceFirmware.safeTransfer.build(workspace)
    let arguments = [".", "--format", "json"] + ReferenceFirmware.layers
    try expect(step, try workspace.dmalint(arguments))
    switch try #require(step.shown.first) {
    case .lost(let text):
      let output = try #require(try step.boot(workspace), "\(step.name) does not come up")
      #expect(!output.contains(text), "\(step.name) does no damage")
      // The healthy one beside it prints it.
      let last = try #require(TransferStep.all.last)
      #expect(last.shown == [.prints(text)])
    case .prints(let text):
      let output = try #require(try step.boot(workspace), "\(step.name) does not come up")
      #expect(output.contains(text), "\(step.name)")
    case .hangs:
      #expect(try step.boot(workspace) == nil, "\(step.name) comes up")
    case .unseen: break
    }
  }

  /// Others every day, and always the healthy one; all where `DMALINT_ALL_VARIANTS` is set.
  private static var sample: [TransferStep] {
    let all = TransferStep.all
    guard ProcessInfo.processInfo.environment["DMALINT_ALL_VARIANTS"] == nil, all.count > 3
    else { return all }
    let first = Int(Mutation.today) * 2 % (all.count - 1)
    return [all[first], all[(first + 1) % (all.count - 1)], all[all.count - 1]]
  }

  private func expect(_ step: TransferStep, _ outcome: Workspace.Outcome) throws {
    try outcome.expect(step.findings, step.name)
    let messages = try outcome.strings("findings", "message")
    for expectation in step.expectations {
      let text = expectation.text ?? ""
      #expect(messages.contains { $0.contains(text) }, "\(step.name): no '\(text)'")
    }
    let verdicts = try outcome.verdicts()
    #expect(step.findings.isEmpty ? verdicts == ["kept"] : verdicts.contains("violated"))
  }
}
