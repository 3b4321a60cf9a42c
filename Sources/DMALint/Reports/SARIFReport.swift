/// The report as SARIF 2.1.0, shaped for GitHub code scanning.
///
/// A result's region is one line, since GitHub shows an alert on a pull request only if all of its
/// lines are in the diff; the path is a code flow; columns are converted to UTF-16 units.
public enum SARIFReport {
  /// `prefix` leads from the checkout's root to the current folder; empty or with a slash at its end.
  public static func render(
    _ report: Report, sources: SourceTable, rules: RuleTable, prefix: String = ""
  ) -> [UInt8] {
    Writer(report: report, sources: sources, rules: rules, prefix: prefix).log.text()
  }
}

private struct Writer {
  let report: Report
  let sources: SourceTable
  let rules: RuleTable
  let prefix: String
  /// The line hashes of every file with a finding.
  private let hashes: [FileID: [String]]

  init(report: Report, sources: SourceTable, rules: RuleTable, prefix: String) {
    self.report = report
    self.sources = sources
    self.rules = rules
    self.prefix = prefix
    var hashes: [FileID: [String]] = [:]
    for finding in report.findings where hashes[finding.range.file] == nil {
      hashes[finding.range.file] = sources.bytes(of: finding.range.file).map(LineHash.hashes)
    }
    self.hashes = hashes
  }

  var log: JSON {
    [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "dmalint",
              "version": .string(dmalintVersion),
              "semanticVersion": .string(dmalintVersion),
              "rules": .array(rules.rules.map(rule)),
            ]
          ],
          "columnKind": "utf16CodeUnits",
          "invocations": [invocation],
          "results": .array(report.findings.map(result)),
          "properties": [
            "platform": .string(Neutral.text(report.platform.name)),
            "transfers": .int(report.transfers.count),
            "kept": .int(report.clauseCount(.kept)),
            "violated": .int(report.clauseCount(.violated)),
            "unknown": .int(report.clauseCount(.unknown)),
          ],
        ]
      ],
    ]
  }

  // MARK: The run

  private func rule(_ rule: RuleDescription) -> JSON {
    let page = rule.page.isEmpty ? rule.summary : rule.page
    return [
      "id": .string(rule.code.description),
      "name": .string(rule.name),
      "shortDescription": text(rule.summary),
      "fullDescription": text(rule.summary),
      "help": ["text": .string(page), "markdown": .string(page)],
      "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
      "properties": [
        "tags": ["dma", "embedded", .string(rule.code.family.name)],
        "precision": "high",
        "problem.severity": .string(
          rule.severity == .note ? "recommendation" : rule.severity.rawValue),
      ],
    ]
  }

  private var invocation: JSON {
    let failures = report.failures.map { failure -> JSON in
      let start = Position(line: failure.line ?? 1, column: 1)
      return notification(
        "error", failure.message, path: failure.path,
        region: failure.line == nil ? nil : region(start, start))
    }
    let gaps = report.gaps.map { gap -> JSON in
      notification(
        "note", gap.message, path: report.path(gap.range.file), region: region(gap.range))
    }
    let unchecked = report.unchecked.map { unchecked -> JSON in
      notification(
        "note", "\(unchecked.family.code) is not checked: \(unchecked.reason)", path: "",
        region: nil)
    }
    return [
      "executionSuccessful": .bool(report.failures.isEmpty),
      "toolExecutionNotifications": .array(failures + gaps + unchecked),
    ]
  }

  private func notification(
    _ level: String, _ message: String, path: String, region: JSON?
  ) -> JSON {
    let location = ([:] as JSON).adding(
      "physicalLocation",
      (["artifactLocation": ["uri": .string(uri(path))]] as JSON).adding("region", region))
    return (["level": .string(level), "message": text(message)] as JSON)
      .adding("locations", path.isEmpty ? nil : [location])
  }

  // MARK: Results

  private func result(_ finding: Finding) -> JSON {
    let ruleIndex = rules.rules.firstIndex { $0.code == finding.code }
    var location: JSON = ["physicalLocation": physicalLocation(finding.range, isOneLine: true)]
    if !finding.function.isEmpty {
      location = location.adding(
        "logicalLocations",
        [["fullyQualifiedName": .string(Neutral.text(finding.function)), "kind": "function"]])
    }
    return (["ruleId": .string(finding.code.description)] as JSON)
      .adding("ruleIndex", ruleIndex.map(JSON.int))
      .adding("level", .string(finding.severity.rawValue))
      .adding("message", text(finding.message))
      .adding("locations", [location])
      .adding("partialFingerprints", fingerprints(finding))
      .adding("codeFlows", finding.trace.isEmpty ? nil : [codeFlow(finding.trace)])
      .adding("fixes", fixes(finding))
      .adding(
        "properties",
        [
          "buffer": .string(Neutral.text(finding.buffer)),
          "evidence": .array(finding.evidence.map { .string($0.rawValue) }),
          "also": .array(finding.also.map { .string($0.description) }),
          "advice": .array(finding.fixes.map { .string(Neutral.text($0.description)) }),
        ])
  }

  private func fingerprints(_ finding: Finding) -> JSON {
    let line = Int(finding.range.start.line)
    let hash = hashes[finding.range.file].flatMap {
      line >= 1 && line <= $0.count ? $0[line - 1] : nil
    }
    return ([:] as JSON)
      .adding("primaryLocationLineHash", hash.map(JSON.string))
      .adding("dmalint/v1", .string(finding.fingerprint))
  }

  private func codeFlow(_ trace: [TraceStep]) -> JSON {
    [
      "threadFlows": [
        [
          "locations": .array(
            trace.map { step in
              [
                "location": [
                  "physicalLocation": physicalLocation(step.range, isOneLine: false),
                  "message": text(step.message),
                ]
              ]
            })
        ]
      ]
    ]
  }

  /// Fixes that change something; the others are advice.
  private func fixes(_ finding: Finding) -> JSON? {
    let fixes = finding.fixes.filter { !$0.edits.isEmpty }.map { fix -> JSON in
      let files = Set(fix.edits.map(\.range.file)).sorted()
      return [
        "description": text(fix.description),
        "artifactChanges": .array(
          files.map { file in
            [
              "artifactLocation": ["uri": .string(uri(report.path(file)))],
              "replacements": .array(
                fix.edits.filter { $0.range.file == file }.map { edit in
                  [
                    "deletedRegion": region(edit.range),
                    "insertedContent": ["text": .string(edit.text)],
                  ]
                }),
            ]
          }),
      ]
    }
    return fixes.isEmpty ? nil : .array(fixes)
  }

  // MARK: Places

  private func physicalLocation(_ range: SourceRange, isOneLine: Bool) -> JSON {
    var shown = range
    if isOneLine, range.end.line > range.start.line {
      let line = sources.line(range.start.line, of: range.file)
      shown.end = Position(
        line: range.start.line,
        column: line.map { UInt32($0.count) + 1 } ?? range.start.column)
    }
    return [
      "artifactLocation": ["uri": .string(uri(report.path(range.file)))],
      "region": region(shown),
    ]
  }

  private func region(_ range: SourceRange) -> JSON {
    region(converted(range.start, in: range.file), converted(range.end, in: range.file))
  }

  private func region(_ start: Position, _ end: Position) -> JSON {
    [
      "startLine": .int(Int(max(start.line, 1))), "startColumn": .int(Int(max(start.column, 1))),
      "endLine": .int(Int(max(end.line, start.line, 1))),
      "endColumn": .int(Int(max(end.column, end.line > start.line ? 1 : start.column, 1))),
    ]
  }

  /// From UTF-8 bytes to UTF-16 units; unchanged where the source is not at hand.
  private func converted(_ position: Position, in file: FileID) -> Position {
    guard position.column > 1, let line = sources.line(position.line, of: file) else {
      return position
    }
    let before = line.prefix(Int(position.column) - 1)
    let units = String(decoding: before, as: UTF8.self).utf16.count
    // A column behind the line's end stays behind it.
    let rest = Int(position.column) - 1 - before.count
    return Position(line: position.line, column: UInt32(units + rest + 1))
  }

  private func uri(_ path: String) -> String {
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    var result = isAbsolute ? "file://" : ""
    for byte in (isAbsolute ? path : prefix + path).utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }

  /// A message; viewers take `[text](target)` in it for a link.
  private func text(_ message: String) -> JSON {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in Neutral.text(message).unicodeScalars {
      if scalar == "(", previous == "]" { result.append(" ") }
      result.append(scalar)
      previous = scalar
    }
    return ["text": .string(String(result))]
  }
}
