/// One layer of the inputs, as Flow.
public struct Layer: Sendable {
  /// `source` (with C), `sil` or `ir`.
  public var evidence: Evidence
  public var module: FlowModule
  /// Files of the source layer that are C.
  public var cFiles: Set<FileID>

  public init(_ evidence: Evidence, _ module: FlowModule, cFiles: Set<FileID> = []) {
    self.evidence = evidence
    self.module = module
    self.cFiles = cFiles
  }
}

extension Analyzer {
  /// Analyses every layer alone, and joins what they say.
  public func analyze(_ layers: [Layer]) -> Result {
    if layers.count == 1, layers[0].evidence == .source {
      var result = analyze(layers[0].module)
      name(layers[0], in: &result)
      return result
    }
    let sorted = layers.sorted { $0.evidence < $1.evidence }
    var analyzer = self
    var results: [LayerResult] = []
    var map: MemoryMap?
    for layer in sorted {
      var result = analyzer.analyze(layer.module)
      name(layer, in: &result)
      map = map ?? result.map
      results.append(LayerResult(layer.evidence, result, of: layer.module))
      // Whether the reset path enables the cache is no question of the layer.
      if analyzer.settings.cache == .auto {
        let program = Program(layer.module)
        if ResetPath.isSeen(in: program) {
          analyzer.settings.cache = result.isCacheLeftOff ? .off : .on
        }
      }
    }
    var combined = Combination.combine(results, rules: rules)
    combined.map = map
    return combined
  }

  /// Says by which layer each finding was made: C beside Swift is a layer of its own.
  private func name(_ layer: Layer, in result: inout Result) {
    for number in result.findings.indices {
      let isC = layer.cFiles.contains(result.findings[number].range.file)
      // What else shows it, the link or the platform, stays.
      var evidence = Set(result.findings[number].evidence)
      evidence.remove(.source)
      evidence.insert(isC ? .c : layer.evidence)
      result.findings[number].evidence = evidence.sorted()
    }
  }
}
