/// One SIL dump as the compiler printed it: raw, canonical or lowered.
public struct SILInput: Sendable {
  public let file: FileID
  public let dump: any DumpStorage

  public init(file: FileID, dump: any DumpStorage) {
    self.file = file
    self.dump = dump
  }

  public init(file: FileID, source: SourceText) {
    self.init(file: file, dump: ResidentDump(source.bytes))
  }
}
