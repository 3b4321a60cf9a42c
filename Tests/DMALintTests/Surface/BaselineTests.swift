import Testing

@testable import DMALint

/// Fingerprints and the baselines made of them.
@Suite struct BaselineTests {
  private func finish(
    _ source: String, path: String = "a.swift", baseline: Baseline? = nil
  ) -> Finishing.Result {
    let text = SourceText(path: path, text: source)
    var report = Report(files: [path])
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    where line.contains("bad") {
      let number = UInt32(index + 1)
      report.findings.append(
        Finding(
          "DMA101", .error, "found", at: SampleReport.range(0, number, 1, number, 2),
          function: "f()", buffer: "b"))
    }
    return Finishing(
      rules: SampleReport.rules, baseline: baseline, paths: PathSpelling(currentFolder: "/")
    ).finish(report, texts: [text], annotations: [CommentScanner.annotations(of: text)])
  }

  private func prints(_ source: String, path: String = "a.swift") -> [String] {
    finish(source, path: path).report.findings.map(\.fingerprint)
  }

  @Test func editsElsewhereChangeNothing() {
    let original = prints("fine()\nbad(1)\n")
    #expect(prints("import X\n\nfine(2)\n    bad( 1 ) // why\n") == original)
    #expect(prints("fine()\n\tbad(1) /* x */\n") == original)
    #expect(prints("fine()\nbad(2)\n") != original)
    #expect(prints("fine()\nbad(1)\n", path: "b.swift") != original)
  }

  @Test func equalFindingsAreCounted() {
    #expect(
      prints("bad()\nbad()\nbad(1)") == [
        prints("bad()")[0], prints("bad()")[0].replacingLast(with: "2"), prints("bad(1)")[0],
      ])
  }

  @Test func aBaselineHoldsWhatItCounted() {
    let two = finish("bad()\nbad()").newBaseline
    #expect(finish("bad()\nbad()", baseline: two).report.findings.isEmpty)
    #expect(finish("x()\nbad()\nbad()\n bad()", baseline: two).report.findings.count == 1)
    let one = finish("bad()", baseline: two)
    #expect(one.report.findings.isEmpty)
    #expect(one.staleEntries == 1)
    #expect(one.report.inBaseline == 1)
    #expect(one.newBaseline.entries.map(\.count) == [1])
  }

  @Test func aSuppressedTwinDoesNotDisturbTheBaseline() {
    let source = "bad() // dmalint:ignore DMA101\nbad()"
    let baseline = finish(source).newBaseline
    #expect(baseline.entries.map(\.count) == [1])
    #expect(finish(source, baseline: baseline).report.findings.isEmpty)
  }

  @Test func textAndBack() throws {
    let baseline = finish("bad()\nbad()\nbad(1)").newBaseline
    guard case .baseline(let read) = Baseline.read(baseline.text()) else {
      Issue.record("cannot be read back")
      return
    }
    #expect(read.entries == baseline.entries)
  }

  @Test(arguments: [
    ("", 1), ("{", 1), ("[]", 1), ("{\"version\": 2, \"findings\": []}", 1),
    ("{\"version\": 1,\n\"findings\": [\n1}", 3), ("{\"version\": 1}", 1),
    ("{\"version\": 1, \"findings\": [{\"fingerprint\": \"x\", \"count\": 1}]}", 1),
    ("{\"version\": 1, \"findings\": [{\"fingerprint\": \"0123456789abcdef\", \"count\": 0}]}", 1),
    (String(repeating: "[", count: 100_000), 1), ("{\"version\": 1, \"findings\": []} x", 1),
    (
      "{\"version\": 1, \"findings\": [{\"fingerprint\": \"0123456789abcdef\", \"count\": 1e3}]}", 1
    ),
  ])
  func corruptBaselines(text: String, line: Int) {
    guard case .corrupt(let found, _) = Baseline.read(Array(text.utf8)) else {
      Issue.record("accepted")
      return
    }
    #expect(Int(found) == line)
  }

  @Test func jsonStringsSurvive() {
    let text = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}\u{202E}é日\u{1F600}##[x] ##\u{E0041}"
    guard case .value(let value) = JSON.read(JSON.string(text).text()) else {
      Issue.record("cannot be read back")
      return
    }
    #expect(value == .string(text))
    #expect(
      JSON.read(Array("\"\\ud83d\\ude00 \\ud83d \\u0041\"".utf8)).value == .string("😀 \u{FFFD} A"))
  }
}

extension JSON.Reading {
  fileprivate var value: JSON? {
    guard case .value(let value) = self else { return nil }
    return value
  }
}

extension String {
  fileprivate func replacingLast(with text: String) -> String { dropLast() + text }
}
