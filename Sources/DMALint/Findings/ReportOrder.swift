extension Report {
  /// The same report in the one order that every format prints, with complete ledger entries.
  ///
  /// Files are compared by the bytes of their paths. Every key ends in the message, so that equal
  /// input gives equal bytes whatever order the analysis worked in.
  func sorted() -> Report {
    var report = self
    report.assumptions = unique(assumptions.sorted(by: precedes))
    report.findings = sorted(
      findings.map(normalised), by: { ($0.range, $0.code.number) },
      then: { $0.message + "\0" + $0.function })
    report.transfers = sorted(
      transfers.map { $0.completed() }, by: { ($0.range, 0) },
      then: { [$0.channel, $0.buffer, $0.start, $0.function].joined(separator: "\0") })
    report.unchecked = unique(
      unchecked.sorted {
        ($0.family, Bytes($0.reason), Bytes($0.remedy ?? ""))
          < ($1.family, Bytes($1.reason), Bytes($1.remedy ?? ""))
      })
    report.gaps = unique(sorted(gaps, by: { ($0.range, 0) }, then: \.message))
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
    if finding.evidence.count > 1 { finding.evidence = Set(finding.evidence).sorted() }
    if !finding.also.isEmpty {
      finding.also = Set(finding.also).subtracting([finding.code]).sorted()
    }
    return finding
  }

  /// For each file, how many paths come before its own.
  private func ranks() -> [Int] {
    var ranks = Array(repeating: 0, count: files.count)
    var rank = 0
    var previous: Int?
    for file in files.indices.sorted(by: { precedes(files[$0], files[$1]) }) {
      if let previous, precedes(files[previous], files[file]) { rank += 1 }
      ranks[file] = rank
      previous = file
    }
    return ranks
  }

  /// In the order of their places, and of their texts where the places are the same.
  private func sorted<Item>(
    _ items: [Item], by place: (Item) -> (range: SourceRange, code: UInt16),
    then text: (Item) -> String
  ) -> [Item] {
    guard items.count > 1 else { return items }
    let ranks = ranks()
    let places = items.map { item in
      let (range, code) = place(item)
      let file = Int(range.file.index)
      return OrderKey(
        file: ranks.indices.contains(file) ? ranks[file] : -1, start: range.start, code: code,
        end: range.end)
    }
    return items.indices.sorted { a, b in
      places[a] == places[b]
        ? precedes(text(items[a]), text(items[b])) : places[a] < places[b]
    }.map { items[$0] }
  }
}

/// The place by which findings, transfers and gaps are sorted.
private struct OrderKey: Comparable {
  /// How many paths come before that of the file.
  var file: Int
  var start: Position
  var code: UInt16
  var end: Position

  static func < (a: OrderKey, b: OrderKey) -> Bool {
    (a.file, a.start, a.code, a.end) < (b.file, b.start, b.code, b.end)
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
