import Foundation
import Machine
import MachineTrials
import Testing

/// Machine and analysis agree on generated programs and on the fixtures that disputes have left.
@Suite struct MachineTrialTests {
  /// A sample; `swift run machine-trials 20000` is all of them.
  @Test func agreesOnASample() {
    let trials = Trials(first: 4000, count: 150)
    let tally = trials.tally()
    #expect(tally.failures == 0)
    #expect(tally.safe * 3 >= trials.count, "a third has to be safe")
    #expect((trials.count - tally.safe) * 3 >= trials.count, "a third has to be unsafe")
    for clause in MachineClause.allCases {
      #expect(tally.count(clause, .missed) == 0, "\(clause): \(tally.disputes)")
      #expect(tally.count(clause, .falseAlarm) * 50 <= trials.count, "\(clause): \(tally.disputes)")
      #expect(tally.count(clause, .unknown) * 20 <= trials.count, "\(clause): \(tally.reasons)")
    }
  }

  /// The same through the Swift front end.
  @Test func agreesOnSwift() {
    var trials = Trials(first: 9000, count: 40)
    trials.form = .swift
    let tally = trials.tally()
    #expect(tally.failures == 0)
    for clause in MachineClause.allCases {
      #expect(tally.count(clause, .missed) == 0, "\(clause): \(tally.disputes)")
      #expect(tally.count(clause, .falseAlarm) <= 1, "\(clause): \(tally.disputes)")
    }
  }

  /// The same through the compiler; `swift run machine-trials sil 1000` is more of them.
  @Test(arguments: TrialCompiler.Dump.allCases)
  func agreesOnDumps(kind: TrialCompiler.Dump) {
    var trials = Trials(first: 500, count: 12)
    trials.form = .dump(kind)
    let tally = trials.tally()
    #expect(tally.failures == 0)
    for clause in MachineClause.allCases {
      #expect(tally.count(clause, .missed) == 0, "\(clause): \(tally.disputes)")
      #expect(tally.count(clause, .falseAlarm) <= 1, "\(clause): \(tally.disputes)")
    }
  }

  @Test func equalSeedsAreEqualPrograms() {
    for seed in UInt64(0)..<50 {
      var (a, b) = (TrialGenerator(seed: seed), TrialGenerator(seed: seed))
      #expect(a.make() == b.make())
    }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fixtures/Machine").standardizedFileURL

  private static let fixtures: [String] =
    (FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? [])
    .compactMap { $0 as? String }.filter { $0.hasSuffix(".flow") }.sorted()

  @Test(arguments: fixtures)
  func judgesAsTheCommentsSay(fixture: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: fixture), encoding: .utf8)
    let problems = TrialJudge().check(TrialFixture(text))
    if !problems.isEmpty { Issue.record("\(problems.joined(separator: "\n"))") }
  }

  @Test func thereAreFixtures() { #expect(Self.fixtures.count >= 10) }

  /// The machine sees Flow and what Flow needs, and nothing of the analysis; the core does not see it.
  @Test func sharesNothingWithTheAnalysis() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../..").standardizedFileURL
    func files(_ folder: String) -> [String] {
      (FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? [])
        .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
        .map { root.appending(path: "\(folder)/\($0)").path }
    }
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "dmalint-layers-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let flow = ["Source", "Text", "Flow"].flatMap { files("Sources/DMALint/\($0)") }
    try compile(
      ["-emit-module", "-module-name", "DMALint", "-emit-module-path", "DMALint.swiftmodule"]
        + flow, in: scratch)
    try compile(
      ["-typecheck", "-module-name", "Machine", "-I", "."] + files("Sources/Machine"), in: scratch)
    for file in files("Sources/DMALint") + files("Sources/CFrontEnd") {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(!text.contains("import Machine"), "\(file)")
    }
  }

  private func compile(_ arguments: [String], in folder: URL) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["swiftc", "-swift-version", "6", "-parse-as-library"] + arguments
    process.currentDirectoryURL = folder
    process.standardError = output
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
  }
}
