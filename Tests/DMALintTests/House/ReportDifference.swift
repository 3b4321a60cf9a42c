@testable import DMALint

/// Where a report and the comments beside the code disagree: lines to print, in the order of the
/// places. Notes need no comment.
struct ReportDifference {
  private(set) var lines: [(file: String, line: UInt32, text: String)] = []

  init(of report: Report, to expectations: [Expectation]) {
    var open = report.findings
    // Those that say more of the message choose first.
    let ordered = expectations.sorted { ($0.text == nil ? 1 : 0) < ($1.text == nil ? 1 : 0) }
    for expectation in ordered {
      let index = open.firstIndex { finding in
        report.path(finding.range.file) == expectation.file
          && finding.range.start.line == expectation.line
          && expectation.means(finding.code, finding.message)
      }
      let code = expectation.code?.description ?? ""
      let text = expectation.text.map { " \"\($0)\"" } ?? ""
      switch expectation.kind {
      case .finding:
        if let index {
          open.remove(at: index)
        } else {
          add(expectation, "\(code)\(text) is not reported")
        }
      case .falseAlarm:
        if let index {
          open.remove(at: index)
        } else {
          add(expectation, "the false alarm \(code) is gone: remove the comment")
        }
      case .miss:
        if let index {
          open.remove(at: index)
          add(expectation, "\(code) is found now: make the comment a 'finding:'")
        }
      case .label:
        let isThere = report.findings.contains { finding in
          finding.trace.contains {
            report.path($0.range.file) == expectation.file
              && $0.range.start.line == expectation.line
              && $0.message.contains(expectation.text ?? "")
          }
        }
        if !isThere { add(expectation, "no trace has a step\(text) here") }
      }
    }
    for finding in open where finding.severity != .note {
      lines.append(
        (
          report.path(finding.range.file), finding.range.start.line,
          "\(finding.code) is reported without a comment: \(finding.message)"
        ))
    }
    for failure in report.failures {
      lines.append((failure.path, failure.line ?? 0, "failure: \(failure.message)"))
    }
    lines.sort { ($0.file, $0.line, $0.text) < ($1.file, $1.line, $1.text) }
  }

  var isEmpty: Bool { lines.isEmpty }

  /// One line a difference, with paths as seen from the checkout.
  var text: String {
    lines.map { "\n  \(Checkout.relative($0.file)):\($0.line): \($0.text)" }.joined()
  }

  private mutating func add(_ expectation: Expectation, _ text: String) {
    lines.append((expectation.file, expectation.line, text))
  }
}
