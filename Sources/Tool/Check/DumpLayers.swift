import DMALint

/// The layers that the dumps among the inputs make: what every one of them says, as one module each.
///
/// A dump that is older than its source says what is no longer so, and is left out.
struct DumpLayers {
  private(set) var layers: [Layer] = []
  private let request: CheckRequest
  private let models: Set<String>

  init(_ request: CheckRequest, _ report: inout Report) {
    self.request = request
    models = request.sources.contains { $0.kind.isDump } ? Set(request.knowledge.modelNames) : []
    let start = Position(line: 1, column: 1)
    for missing in request.missingDumps {
      let file = report.file(at: missing.source)
      report.gaps.append(
        Gap(
          SourceRange(file: file, start: start, end: start),
          "the build was captured without a dump of this file: \(missing.reason)"))
    }
    var sil = FlowModule()
    var ir = FlowModule()
    var files = DumpFiles(report.files, spelling: request.paths)
    var stale: [(file: FileID, source: String)] = []
    var isSILThere = false
    var isIRThere = false
    for (index, source) in request.sources.enumerated() where isOfUse(source) {
      let id = FileID(UInt32(index))
      guard let part = lowered(source, id, &files) else { continue }
      if let failure = (source.storage as? PagedFile)?.failure {
        report.failures.append(Failure(source.text.path, failure))
      }
      if let newer = newerSource(than: source, of: part) {
        stale.append((id, newer))
        continue
      }
      if source.kind == .sil {
        sil.append(part)
        isSILThere = true
      } else {
        ir.append(part)
        isIRThere = true
      }
    }
    report.files = files.paths
    for (file, source) in stale {
      report.gaps.append(
        Gap(
          SourceRange(file: file, start: start, end: start),
          "this dump is stale and not used: \(source) is newer; run 'dmalint capture' again",
          mayHideTransfer: true))
    }
    if isSILThere { layers.append(Layer(.sil, sil)) }
    if isIRThere { layers.append(Layer(.ir, ir)) }
  }

  private func lowered(
    _ source: CheckRequest.Source, _ id: FileID, _ files: inout DumpFiles
  ) -> FlowModule? {
    switch source.kind {
    case .swift, .c, .header: return nil
    case .sil:
      let isMuch = request.leavesOutBodies ?? (source.size > SILLowering.muchText)
      let isSign: SILLowering.Sign? = isMuch ? { concernsTransfers($0, $1) } : nil
      return SILLowering.lower(
        SILInput(file: id, dump: source.bytes), files: &files, isSign: isSign)
    case .ll:
      return LLVMLowering.lower(LLVMInput(file: id, dump: source.bytes), files: &files) {
        models.contains($0) || request.knowledge.model(named: $0) != nil
      }
    }
  }

  /// Whether what a function is called says that it may concern transfers.
  private func concernsTransfers(_ qualified: String, _ base: String) -> Bool {
    models.contains(qualified) || request.knowledge.model(named: qualified) != nil
      || TransferWords.soundsLikeTransfer(base)
  }

  // MARK: Which dumps

  /// Intent is what unoptimised SIL shows; optimised SIL stands in for it where there is no other, and
  /// what ships is what the IR shows.
  private func isOfUse(_ source: CheckRequest.Source) -> Bool {
    switch source.kind {
    case .swift, .c, .header: return false
    case .ll: return true
    case .sil: break
    }
    guard let dump = source.dump else {
      return DumpLayers.isRaw(source)
        || !request.sources.contains { $0.dump == nil && DumpLayers.isRaw($0) }
    }
    switch dump.kind {
    case .intent, .ir: return true
    case .optimised:
      return !request.sources.contains { other in
        other.dump?.module == dump.module && other.dump?.kind == .intent
      }
    }
  }

  private static func isRaw(_ source: CheckRequest.Source) -> Bool {
    guard source.kind == .sil else { return false }
    let stage = Array("sil_stage raw".utf8)
    return source.prefix(4096).split(separator: 0x0A).contains { $0.starts(with: stage) }
  }

  // MARK: Staleness

  /// A source that was written after the dump, as reports spell it.
  private func newerSource(than dump: CheckRequest.Source, of part: FlowModule) -> String? {
    guard let made = dump.modified else { return nil }
    let mentioned = LayerResult.files(of: part)
    for (index, source) in request.sources.enumerated() where !source.kind.isDump {
      let isItsOwn =
        dump.dump?.sources.contains(source.text.path) ?? mentioned.contains(FileID(UInt32(index)))
      // What an editor holds is newer than everything.
      if isItsOwn, source.modified.map({ $0 > made }) ?? true { return source.text.path }
    }
    for path in dump.dump?.sources ?? [] {
      if let status = try? FileStatus.of(path), status.modified > made { return path }
    }
    return nil
  }
}
