/// What the analysis of one layer of the inputs says, alone.
public struct LayerResult: Sendable {
  /// `source` (with C), `sil` or `ir`.
  public var layer: Evidence
  public var result: Analyzer.Result
  /// Files of which the layer holds code.
  public var files: Set<FileID>
  /// Lines at which something is stored, or a call may do it.
  var storeLines: Set<Line> = []

  init(_ layer: Evidence, _ result: Analyzer.Result, files: Set<FileID>) {
    self.layer = layer
    self.result = result
    self.files = files
  }

  init(_ layer: Evidence, _ result: Analyzer.Result, of module: FlowModule) {
    self.init(layer, result, files: LayerResult.files(of: module))
    for function in module.functions {
      for block in function.blocks {
        for operation in block.operations where operation.mayWrite {
          storeLines.insert(Line(operation.range))
        }
      }
    }
  }

  /// The same with what inlined copies and specialisations of one function repeat said once.
  func withoutCopies() -> LayerResult {
    struct Key: Hashable {
      var code: RuleCode
      var line: Line
      var buffer: String
    }
    var copy = self
    var seen: [Key: Int] = [:]
    copy.result.findings = []
    for finding in result.findings {
      let key = Key(code: finding.code, line: Line(finding.range), buffer: finding.buffer)
      if let first = seen[key] {
        let also = Set(copy.result.findings[first].also).union(finding.also)
        copy.result.findings[first].also = also.sorted()
      } else {
        seen[key] = copy.result.findings.count
        copy.result.findings.append(finding)
      }
    }
    copy.result.transfers = LayerResult.merged(result.transfers)
    return copy
  }

  /// Entries of one start as one, with the worst verdict of each clause.
  private static func merged(_ entries: [LedgerEntry]) -> [LedgerEntry] {
    var result: [LedgerEntry] = []
    var seen: [Line: [Int]] = [:]
    for entry in entries {
      let line = Line(entry.range)
      // A copy that has lost the buffer tells less of the same start than its siblings.
      let first = (seen[line] ?? []).first {
        result[$0].start == entry.start
          && (result[$0].buffer == entry.buffer || result[$0].buffer.isEmpty
            || entry.buffer.isEmpty)
      }
      guard let first else {
        seen[line, default: []].append(result.count)
        result.append(entry)
        continue
      }
      var kept = result[first].buffer.isEmpty ? entry : result[first]
      let other = result[first].buffer.isEmpty ? result[first] : entry
      for number in kept.clauses.indices {
        let family = kept.clauses[number].family
        guard let clause = other.clauses.first(where: { $0.family == family }) else { continue }
        if clause.verdict == kept.clauses[number].verdict {
          let codes = Set(kept.clauses[number].violatedBy).union(clause.violatedBy)
          kept.clauses[number].violatedBy = codes.sorted()
        } else if clause.verdict > kept.clauses[number].verdict {
          kept.clauses[number] = clause
        }
      }
      result[first] = kept
    }
    return result
  }

  /// The files that a module has functions of.
  public static func files(of module: FlowModule) -> Set<FileID> {
    Set(module.functions.filter(\.hasBody).map(\.range.file))
  }
}

extension Operation {
  /// Whether memory may hold something else after it.
  fileprivate var mayWrite: Bool {
    if case .store = kind { return true }
    if case .call = kind { return true }
    return false
  }
}
