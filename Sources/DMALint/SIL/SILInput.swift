/// One SIL dump as the compiler printed it: raw, canonical or lowered.
public struct SILInput: Sendable {
  public let file: FileID
  public let source: SourceText

  public init(file: FileID, source: SourceText) {
    self.file = file
    self.source = source
  }
}
