/// Marks the findings that comments suppress and reports the suppressions that did nothing.
///
/// Works on all findings, before the policy switches rules off: a suppression of a rule that is
/// off today is not useless. DMA901 reports the comments themselves, so a comment on a line cannot
/// suppress it: `ignore-file`, and the configuration, can.
struct Suppressor {
  let rules: RuleTable
  let annotations: [FileID: FileAnnotations]
  let texts: [SourceText]

  func apply(to report: inout Report) {
    // The places of each finding that nothing has been said of yet.
    var open = report.findings.map { [$0.range] + $0.repeats.map(\.range) }
    defer { settle(open, in: &report) }
    for file in annotations.keys.sorted() {
      guard let annotation = annotations[file], Int(file.index) < texts.count else { continue }
      let reading = Suppression.read(
        annotation, bytes: texts[Int(file.index)].bytes, rules: rules)
      for range in reading.withoutRule {
        report.failures.append(
          Failure(
            report.path(file), line: range.start.line,
            "a suppression has to name its rules: dmalint:ignore DMA101 reason"))
      }
      let used = suppress(reading.suppressions, in: report, file: file, &open)
      let unused =
        reading.suppressions.enumerated()
        .compactMap { unusedFinding($1, used: used[$0]) } + reading.unknown.map(unknownFinding)
      let silenced = reading.suppressions.contains { suppression in
        suppression.scope == .file
          && suppression.rules.contains { $0.selector?.matches(Suppressor.unusedRule) ?? false }
      }
      if !silenced { report.findings += unused }
    }
  }

  private static let unusedRule: RuleCode = "DMA901"

  /// Takes out the places that the suppressions of a file reach; for each of them, which of its rules
  /// did so.
  private func suppress(
    _ suppressions: [Suppression], in report: Report, file: FileID, _ open: inout [[SourceRange]]
  ) -> [Set<Int>] {
    var used = [Set<Int>](repeating: [], count: suppressions.count)
    if suppressions.isEmpty { return used }
    for number in open.indices {
      let code = report.findings[number].code
      open[number].removeAll { range in
        guard range.file == file else { return false }
        var isSuppressed = false
        for (index, suppression) in suppressions.enumerated()
        where suppression.reaches(line: range.start.line) {
          for (position, name) in suppression.rules.enumerated()
          where name.selector?.matches(code) ?? false {
            used[index].insert(position)
            isSuppressed = true
          }
        }
        return isSuppressed
      }
    }
    return used
  }

  /// A finding is suppressed where nothing of it is left; where its first place alone is, the next one
  /// is what it is about.
  private func settle(_ open: [[SourceRange]], in report: inout Report) {
    for (number, places) in open.enumerated() {
      guard let first = places.first else {
        report.findings[number].isSuppressed = true
        continue
      }
      guard first != report.findings[number].range,
        let place = report.findings[number].repeats.first(where: { $0.range == first })
      else { continue }
      report.findings[number].range = place.range
      report.findings[number].function = place.function
      report.findings[number].message = place.message
    }
  }

  private func unusedFinding(_ suppression: Suppression, used: Set<Int>) -> Finding? {
    var idle: [String] = []
    var messages: [String] = []
    for (position, name) in suppression.rules.enumerated() where !used.contains(position) {
      guard let selector = name.selector else {
        let hint = rules.nearest(to: name.text).map { "; did you mean '\($0)'?" } ?? ""
        messages.append("'\(name.text)' names no rule\(hint)")
        continue
      }
      if selector == .rule(Suppressor.unusedRule) {
        if suppression.scope == .file { continue }
        messages.append("DMA901 can be suppressed only for a whole file or in the configuration")
      } else if suppression.scope == .file && selector == .family(Suppressor.unusedRule.family) {
        continue
      } else {
        idle.append(name.text)
      }
    }
    if !idle.isEmpty {
      messages.append("nothing to suppress here for \(idle.joined(separator: ", "))")
    }
    if messages.isEmpty { return nil }
    let fixes =
      used.isEmpty
      ? [Fix("remove the suppression", edits: [Fix.Edit(suppression.comment, "")])] : []
    return finding(messages.joined(separator: "; "), at: suppression.range, fixes: fixes)
  }

  private func unknownFinding(_ unknown: (range: SourceRange, word: String)) -> Finding {
    finding(
      "'dmalint:\(unknown.word)' means nothing; there are dmalint:ignore and dmalint:ignore-file",
      at: unknown.range, fixes: [])
  }

  private func finding(_ message: String, at range: SourceRange, fixes: [Fix]) -> Finding {
    Finding(
      Suppressor.unusedRule, rules[Suppressor.unusedRule]?.severity ?? .warning, message, at: range,
      fixes: fixes)
  }
}
