/// What the analysis of one layer of the inputs says, alone.
public struct LayerResult: Sendable {
  /// `source` (with C), `sil` or `ir`.
  public var layer: Evidence
  public var result: Analyzer.Result
  /// Files of which the layer holds code.
  public var files: Set<FileID>

  public init(_ layer: Evidence, _ result: Analyzer.Result, files: Set<FileID>) {
    self.layer = layer
    self.result = result
    self.files = files
  }

  /// The files that a module has functions of.
  public static func files(of module: FlowModule) -> Set<FileID> {
    Set(module.functions.filter(\.hasBody).map(\.range.file))
  }
}
