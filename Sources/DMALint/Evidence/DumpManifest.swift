/// Which source every dump of a folder is of, and what of the build could not be captured.
///
/// `dmalint capture` writes it beside the dumps; dumps made by hand do without.
public struct DumpManifest: Hashable, Sendable {
  /// The file's name in the folder of dumps.
  public static let fileName = "manifest.json"

  public var dumps: [Dump] = []
  public var missing: [Missing] = []

  public init() {}

  /// What a dump shows.
  public enum Kind: String, CaseIterable, Sendable {
    /// SIL as the source means it, before any optimisation.
    case intent = "sil-unoptimised"
    /// SIL as the build's own job optimised it.
    case optimised = "sil-optimised"
    /// LLVM IR as the build's own job made it.
    case ir
  }

  /// One file below the folder.
  public struct Dump: Hashable, Sendable {
    /// Relative to the folder of dumps.
    public var file: String
    public var kind: Kind
    /// `swift`, `c` or `c++`.
    public var language: String
    /// The Swift module; empty for C.
    public var module: String
    public var target: String
    /// The path of the compiler.
    public var compiler: String
    /// As reports spell paths.
    public var sources: [String]

    public init(
      file: String, kind: Kind, language: String, module: String, target: String,
      compiler: String, sources: [String]
    ) {
      self.file = file
      self.kind = kind
      self.language = language
      self.module = module
      self.target = target
      self.compiler = compiler
      self.sources = sources
    }
  }

  /// Something that the build compiled and of which a dump is missing.
  public struct Missing: Hashable, Sendable {
    public var source: String
    public var reason: String

    public init(source: String, reason: String) {
      self.source = source
      self.reason = reason
    }
  }

  /// Nil where the bytes are no manifest.
  public init?(_ bytes: [UInt8]) {
    guard case .value(let root) = JSON.read(bytes), case .array(let dumps)? = root["dumps"] else {
      return nil
    }
    for dump in dumps {
      guard let file = dump["file"]?.string, let kind = dump["kind"]?.string.flatMap(Kind.init)
      else { return nil }
      var sources: [String] = []
      if case .array(let texts)? = dump["sources"] { sources = texts.compactMap(\.string) }
      self.dumps.append(
        Dump(
          file: file, kind: kind, language: dump["language"]?.string ?? "",
          module: dump["module"]?.string ?? "", target: dump["target"]?.string ?? "",
          compiler: dump["compiler"]?.string ?? "", sources: sources))
    }
    if case .array(let missing)? = root["missing"] {
      for entry in missing {
        guard let source = entry["source"]?.string else { continue }
        self.missing.append(
          Missing(source: source, reason: entry["reason"]?.string ?? ""))
      }
    }
  }

  /// In the order of the files, the same bytes for the same build.
  public func text() -> [UInt8] {
    let dumps = dumps.sorted { $0.file < $1.file }.map { dump -> JSON in
      [
        "file": .string(dump.file), "kind": .string(dump.kind.rawValue),
        "language": .string(dump.language), "module": .string(dump.module),
        "target": .string(dump.target), "compiler": .string(dump.compiler),
        "sources": .array(dump.sources.map(JSON.string)),
      ]
    }
    let missing = Set(missing).sorted { ($0.source, $0.reason) < ($1.source, $1.reason) }
    let root: JSON = [
      "version": 1, "dumps": .array(dumps),
      "missing": .array(
        missing.map { ["source": .string($0.source), "reason": .string($0.reason)] }),
    ]
    return root.text()
  }

  /// Takes over what an earlier build left and `newer` has not made again.
  public mutating func merge(_ newer: DumpManifest) {
    let files = Set(newer.dumps.map(\.file))
    dumps.removeAll { files.contains($0.file) }
    dumps += newer.dumps
    let again = Set(newer.dumps.flatMap(\.sources))
    missing.removeAll { again.contains($0.source) }
    missing += newer.missing
  }
}
