import Testing

@testable import DMALint
@testable import DMALintTool

/// Every reader of the surface on damaged input: whatever it says, it does not crash.
@Suite struct MutationTests {
  private static let configuration = """
    platform: stm32h743 # x
    models: [a.yml, "b c.yml"]
    rules: {DMA101: off, unbounded-wait: note}
    overrides:
      - paths: [Tests/**]
        rules: {DMA6: off}
    """
  private static let baseline = """
    {"version": 1, "tool": "dmalint", "findings": [
      {"fingerprint": "0123456789abcdef", "count": 2, "code": "DMA101", "file": "a\\u00e9.swift"}
    ]}
    """
  private static let source = """
    // dmalint:ignore DMA101, stack-buffer why
    func f() { start(&x) /* dmalint:ignore-file DMA3 */ } // dmalint:ignore
    """
  private static let page = """
    # Title

    Some *text* with `code` and **emphasis**, that is long enough to be wrapped somewhere.

    - a list
    1. another

    ```swift
    let a = 1
    ```
    | a | table |
    """

  @Test(arguments: 0..<8)
  func damagedInputDoesNoHarm(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let rules = Catalogue.builtIn.rules
    for _ in 0..<40 {
      _ = ConfigurationReader(
        damaged(Self.configuration, &random), path: "c", folder: "/", rules: rules)
      _ = Baseline.read(damaged(Self.baseline, &random))
      let source = SourceText(path: "a.swift", bytes: damaged(Self.source, &random))
      let annotations = CommentScanner.annotations(of: source)
      _ = Suppression.read(annotations, bytes: source.bytes, rules: rules)
      let range = SampleReport.range(
        0, UInt32.random(in: 0...4, using: &random), UInt32.random(in: 0...90, using: &random),
        UInt32.random(in: 0...4, using: &random), UInt32.random(in: 0...90, using: &random))
      var report = Report(files: ["a.swift"])
      report.findings = [Finding("DMA101", .error, "x", at: range, trace: [TraceStep(range, "y")])]
      let result = Finishing(rules: rules, paths: PathSpelling(currentFolder: "/"))
        .finish(report, texts: [source], annotations: [annotations])
      _ = TextReport.render(result.report, sources: result.sources, rules: rules)
      _ = SARIFReport.render(result.report, sources: result.sources, rules: rules)
      _ = GitHubReport.render(result.report, rules: rules)
      let page = String(decoding: damaged(Self.page, &random), as: UTF8.self)
      _ = PageText.render(page, width: 30)
    }
  }

  /// The text with a few bytes changed, removed, doubled or cut off.
  private func damaged(_ text: String, _ random: inout SplitMix) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: index)
      case 2: bytes.insert(contentsOf: bytes[index...].prefix(9), at: index)
      case 3: bytes.removeLast(bytes.count - index)
      default:
        bytes[index] = Array("[]{}\"'\\:#&*!|>-?,\n\r\t/".utf8).randomElement(using: &random) ?? 0
      }
    }
    return bytes
  }
}
