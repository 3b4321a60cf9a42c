import Foundation
import Testing

/// Each stage type-checks with only the stages that it may see.
@Suite struct LayeringTests {
  /// The stages in the order of the journey: each sees those before it.
  private static let stages = [
    "Source", "Names", "LLVM", "SIL", "Text", "Tokens", "Syntax", "Flow", "Lowering", "Resolve",
    "Analysis", "Rules", "Findings", "Evidence", "Reports",
  ]

  /// Where a stage that everything behind it leans on ends; the last one is left to the build.
  @Test(arguments: ["Syntax", "Flow", "Resolve", "Rules"])
  func seesOnlyWhatComesBefore(stage: String) throws {
    let last = try #require(Self.stages.firstIndex(of: stage))
    let core = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/DMALint").standardizedFileURL
    let files = Self.stages[...last].flatMap { stage in
      (FileManager.default.enumerator(atPath: core.appending(path: stage).path)?.allObjects ?? [])
        .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
        .map { core.appending(path: "\(stage)/\($0)").path }
    }
    let check = Process()
    let output = Pipe()
    check.executableURL = URL(filePath: "/usr/bin/env")
    check.arguments =
      [
        "swiftc", "-typecheck", "-swift-version", "6", "-parse-as-library", "-module-name",
        "DMALint",
      ]
      + files
    check.standardError = output
    check.standardOutput = FileHandle.nullDevice
    try check.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(stage) sees a later stage:\n\(text)")
  }
}
