import CFrontEnd
import DMALint

/// Everything that one analysis works on, read and checked: no stage behind it touches a file.
struct CheckRequest: Sendable {
  /// The inputs in the order of their paths; the index is the `FileID`.
  var sources: [Source]
  /// A platform that `knowledge` holds, or none.
  var platform: PlatformChoice
  var dcache: DataCache
  var linkerScript: TextFile?
  var elf: TextFile?
  /// How the build compiles the C files, as far as a compilation database says.
  var compileCommands: [CompileCommand] = []
  /// Where C that has not changed is found again; nil: nowhere.
  var cache: CCache?
  /// To spell paths that dumps mention.
  var paths: PathSpelling
  /// What ships, with the user's models and platform added.
  var knowledge: Knowledge
  var rules: RuleTable
  /// Threads to use; nil: one for each core.
  var jobs: Int?
  /// Whether the bodies of functions that cannot matter for a transfer are left out; nil: of much source.
  var leavesOutBodies: Bool?

  /// One input.
  struct Source: Sendable {
    var text: SourceText
    var kind: InputKind
    /// The bytes of a dump that is too large to be kept in memory; the text is empty then.
    var storage: (any DumpStorage)?
    /// When the file was last written, in nanoseconds since 1970; nil for what an editor holds.
    var modified: Int64?
    /// What the manifest beside a dump says of it.
    var dump: DumpManifest.Dump?

    /// Bytes.
    var size: Int { storage?.bytes.count ?? text.bytes.count }

    /// What a dump says.
    var bytes: any DumpStorage { storage ?? ResidentDump(text.bytes) }

    /// The first bytes.
    func prefix(_ count: Int) -> [UInt8] {
      guard let storage else { return Array(text.bytes.prefix(count)) }
      let range = 0..<min(count, storage.bytes.count)
      storage.load(range)
      return Array(storage.bytes[range])
    }
  }

  /// What the build compiled and of which there is no dump, as the manifests say.
  var missingDumps: [DumpManifest.Missing] = []

  /// A file that is no input by itself; the path is spelled as in reports.
  struct TextFile: Sendable {
    var path: String
    var bytes: [UInt8]
  }
}
