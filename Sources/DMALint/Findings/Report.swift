/// All that one run has to say; the renderers print it as it stands.
public struct Report: Sendable {
  /// The path of every `FileID` in the report, as users see it.
  public var files: [String]
  /// How many files were analysed; `files` may hold more, which only dumps mention.
  public var analysedFiles: Int
  public var platform: PlatformChoice
  /// Facts taken from a convention.
  public var assumptions: [String] = []
  public var findings: [Finding] = []
  /// The ledger.
  public var transfers: [LedgerEntry] = []
  public var unchecked: [Unchecked] = []
  public var gaps: [Gap] = []
  public var failures: [Failure] = []
  /// How many findings comments in the source took out.
  public var suppressed = 0
  /// How many findings the baseline took out.
  public var inBaseline = 0

  public init(files: [String], analysedFiles: Int? = nil, platform: PlatformChoice = .none) {
    self.files = files
    self.analysedFiles = analysedFiles ?? files.count
    self.platform = platform
  }

  public func path(_ file: FileID) -> String {
    Int(file.index) < files.count ? files[Int(file.index)] : ""
  }

  /// The number of a path that is not an input, so that a gap or a trace can point at it.
  public mutating func file(at path: String) -> FileID {
    if let index = files.firstIndex(of: path) { return FileID(UInt32(index)) }
    files.append(path)
    return FileID(UInt32(files.count - 1))
  }

  /// The worst severity reported, nil without findings.
  public var worst: Severity? { findings.map(\.severity).max() }

  public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }

  /// How many clauses of all transfers have this verdict.
  public func clauseCount(_ verdict: Verdict) -> Int {
    transfers.reduce(0) { $0 + $1.clauses.count { $0.verdict == verdict } }
  }

  public func transferCount(_ verdict: Verdict) -> Int {
    transfers.count { $0.verdict == verdict }
  }
}
