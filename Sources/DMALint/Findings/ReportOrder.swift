extension Report {
  /// The same report in the one order that every format prints, with complete ledger entries.
  ///
  /// Files are compared by the bytes of their paths. Every key ends in the message, so that equal
  /// input gives equal bytes whatever order the analysis worked in.
  func sorted() -> Report {
    var report = self
    report.assumptions = unique(assumptions.sorted(by: precedes))
    report.findings = findings.map(normalised).sorted(by: place)
    report.transfers = transfers.map { $0.completed() }.sorted(by: place)
    report.unchecked = unique(
      unchecked.sorted {
        ($0.family, Bytes($0.reason), Bytes($0.remedy ?? ""))
          < ($1.family, Bytes($1.reason), Bytes($1.remedy ?? ""))
      })
    report.gaps = unique(gaps.sorted(by: place))
    report.failures = unique(
      failures.sorted {
        (Bytes($0.path), $0.line ?? 0, Bytes($0.message)) < (
          Bytes($1.path), $1.line ?? 0, Bytes($1.message)
        )
      })
    return report
  }

  private func normalised(_ finding: Finding) -> Finding {
    var finding = finding
    finding.evidence = Set(finding.evidence).sorted()
    finding.also = Set(finding.also).subtracting([finding.code]).sorted()
    return finding
  }

  private func place(_ finding: Finding) -> OrderKey {
    OrderKey(
      path: Bytes(path(finding.range.file)), start: finding.range.start, code: finding.code.number,
      end: finding.range.end, rest: Bytes(finding.message + "\0" + finding.function))
  }

  private func place(_ entry: LedgerEntry) -> OrderKey {
    OrderKey(
      path: Bytes(path(entry.range.file)), start: entry.range.start, code: 0,
      end: entry.range.end,
      rest: Bytes(
        [entry.channel, entry.buffer, entry.start, entry.function].joined(separator: "\0")))
  }

  private func place(_ gap: Gap) -> OrderKey {
    OrderKey(
      path: Bytes(path(gap.range.file)), start: gap.range.start, code: 0, end: gap.range.end,
      rest: Bytes(gap.message))
  }
}

/// The key by which findings, transfers and gaps are sorted.
private struct OrderKey: Comparable {
  var path: Bytes
  var start: Position
  var code: UInt16
  var end: Position
  var rest: Bytes

  static func < (a: OrderKey, b: OrderKey) -> Bool {
    (a.path, a.start, a.code, a.end, a.rest) < (b.path, b.start, b.code, b.end, b.rest)
  }
}

/// A string compared by its UTF-8 bytes: no collation, no normalisation.
private struct Bytes: Comparable {
  let text: String

  init(_ text: String) { self.text = text }

  static func < (a: Bytes, b: Bytes) -> Bool { precedes(a.text, b.text) }
  static func == (a: Bytes, b: Bytes) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }
}

private func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

/// Equal neighbours once.
private func unique<Element: Equatable>(_ sorted: [Element]) -> [Element] {
  var result: [Element] = []
  for element in sorted where result.last != element { result.append(element) }
  return result
}

extension Array {
  /// In the order of keys that are made once for each element.
  fileprivate func sorted(by key: (Element) -> some Comparable) -> [Element] {
    map { (key: key($0), element: $0) }.sorted { $0.key < $1.key }.map(\.element)
  }
}
