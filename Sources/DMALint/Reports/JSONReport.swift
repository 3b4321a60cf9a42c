/// The machine-readable report of `--format json`, version 1.
///
/// Every key is always there and always of the same type: texts that do not apply are empty.
public enum JSONReport {
  public static func render(_ report: Report, rules: RuleTable) -> [UInt8] {
    let root: JSON = [
      "version": 1,
      "tool": ["name": "dmalint", "version": .string(dmalintVersion)],
      "platform": [
        "name": .string(report.platform.name), "source": .string(report.platform.source.rawValue),
      ],
      "assumptions": .array(report.assumptions.map(JSON.string)),
      "findings": .array(report.findings.map { finding($0, report, rules) }),
      "transfers": .array(report.transfers.map { transfer($0, report) }),
      "unchecked": .array(report.unchecked.map(unchecked)),
      "gaps": .array(
        report.gaps.map {
          [
            "file": .string(report.path($0.range.file)), "line": .int(Int($0.range.start.line)),
            "message": .string($0.message),
          ]
        }),
      "failures": .array(
        report.failures.map {
          [
            "file": .string($0.path), "line": .int(Int($0.line ?? 1)),
            "message": .string($0.message),
          ]
        }),
      "summary": [
        "files": .int(report.analysedFiles), "errors": .int(report.count(.error)),
        "warnings": .int(report.count(.warning)), "notes": .int(report.count(.note)),
        "kept": .int(report.clauseCount(.kept)), "violated": .int(report.clauseCount(.violated)),
        "unknown": .int(report.clauseCount(.unknown)),
        "suppressed": .int(report.suppressed), "inBaseline": .int(report.inBaseline),
      ],
    ]
    return root.text()
  }

  private static func finding(_ finding: Finding, _ report: Report, _ rules: RuleTable) -> JSON {
    [
      "code": .string(finding.code.description),
      "rule": .string(rules.name(of: finding.code)),
      "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message),
      "file": .string(report.path(finding.range.file)),
      "line": .int(Int(finding.range.start.line)),
      "column": .int(Int(finding.range.start.column)),
      "endLine": .int(Int(finding.range.end.line)),
      "endColumn": .int(Int(finding.range.end.column)),
      "function": .string(finding.function),
      "buffer": .string(finding.buffer),
      "evidence": .array(finding.evidence.map { .string($0.rawValue) }),
      "also": .array(finding.also.map { .string($0.description) }),
      "trace": .array(
        finding.trace.map { step in
          [
            "file": .string(report.path(step.range.file)),
            "line": .int(Int(step.range.start.line)),
            "column": .int(Int(step.range.start.column)),
            "message": .string(step.message),
          ]
        }),
      "fixes": .array(finding.fixes.map { fix($0, report) }),
      "fingerprint": .string(finding.fingerprint),
    ]
  }

  private static func fix(_ fix: Fix, _ report: Report) -> JSON {
    [
      "description": .string(fix.description),
      "edits": .array(
        fix.edits.map { edit in
          [
            "file": .string(report.path(edit.range.file)),
            "line": .int(Int(edit.range.start.line)),
            "column": .int(Int(edit.range.start.column)),
            "endLine": .int(Int(edit.range.end.line)),
            "endColumn": .int(Int(edit.range.end.column)),
            "text": .string(edit.text),
          ]
        }),
    ]
  }

  private static func transfer(_ entry: LedgerEntry, _ report: Report) -> JSON {
    [
      "file": .string(report.path(entry.range.file)),
      "line": .int(Int(entry.range.start.line)),
      "column": .int(Int(entry.range.start.column)),
      "function": .string(entry.function),
      "buffer": .string(entry.buffer),
      "direction": .string(entry.direction.rawValue),
      "channel": .string(entry.channel),
      "start": .string(entry.start),
      "verdict": .string(entry.verdict.rawValue),
      "clauses": .array(
        entry.clauses.map { clause in
          ([
            "family": .string(clause.family.code), "verdict": .string(clause.verdict.rawValue),
          ] as JSON).adding("reason", clause.reason.map(JSON.string))
        }),
    ]
  }

  private static func unchecked(_ unchecked: Unchecked) -> JSON {
    ([
      "family": .string(unchecked.family.code), "reason": .string(unchecked.reason),
    ] as JSON).adding("remedy", unchecked.remedy.map(JSON.string))
  }
}
