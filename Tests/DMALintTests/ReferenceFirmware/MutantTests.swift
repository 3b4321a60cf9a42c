import Foundation
import Testing

/// The reference firmwares broken by rule: what breaks the DMA contract is found, what does not is not.
///
/// A sample runs with the other tests; all of them, with a score, where `DMALINT_ALL_MUTANTS` is set.
@Suite struct MutantTests {
  private static let all = KernelMutants.all() + TransferMutants.all()

  /// Mutants that are known to survive, each with the reason: none at present.
  private static let survivors: [String: String] = [:]

  private static var runsAll: Bool {
    ProcessInfo.processInfo.environment["DMALINT_ALL_MUTANTS"] != nil
  }

  /// Every so many of them, others every day.
  private static var sample: [Mutant] {
    let count = 8
    let first = Int(Mutation.today)
    return (0..<min(count, all.count)).map { all[(first + $0 * (all.count / count)) % all.count] }
  }

  @Test func thereAreEnough() {
    #expect(Self.all.count >= 300)
    #expect(Set(Self.all.map(\.testDescription)).count == Self.all.count)
    for name in Self.survivors.keys {
      #expect(Self.all.contains { $0.testDescription == name }, "\(name) is no mutant")
    }
  }

  @Test(.enabled(if: !runsAll), arguments: sample)
  func isJudgedRight(mutant: Mutant) throws {
    let outcome = try mutant.outcome()
    if case .survived = outcome, Self.survivors[mutant.testDescription] != nil { return }
    #expect(outcome == .killed || outcome == .kept, "\(mutant.testDescription)")
  }

  @Test(.enabled(if: runsAll)) func score() throws {
    var broken = 0
    var killed = 0
    var kept = 0
    var lines: [String] = []
    for mutant in Self.all {
      if case .breaks = mutant.verdict { broken += 1 }
      switch try mutant.outcome() {
      case .killed: killed += 1
      case .kept: kept += 1
      case .survived:
        let reason = Self.survivors[mutant.testDescription] ?? "not explained"
        lines.append("survived \(mutant.testDescription): \(reason)")
      case .wrong(let codes):
        if case .breaks = mutant.verdict { killed += 1 }
        lines.append("wrong \(mutant.testDescription): \(codes.sorted().joined(separator: " "))")
      }
    }
    let score = Double(killed) / Double(max(broken, 1))
    print(lines.joined(separator: "\n"))
    print("mutants \(Self.all.count) broken \(broken) killed \(killed) equivalent kept \(kept)")
    print("mutation score \(score)")
    #expect(score >= 0.97)
    #expect(!lines.contains { $0.hasPrefix("wrong") })
  }
}
