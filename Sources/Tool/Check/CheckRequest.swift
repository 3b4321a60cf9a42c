import DMALint

/// Everything that one analysis works on, read and checked: no stage behind it touches a file.
struct CheckRequest: Sendable {
  /// The inputs in the order of their paths; the index is the `FileID`.
  var sources: [Source]
  var platform: PlatformChoice
  /// What the choice refers to.
  var platformData: PlatformData
  var dcache: DataCache
  /// The user's models, in the order of the configuration.
  var models: [TextFile]
  var linkerScript: TextFile?
  var elf: TextFile?
  /// To spell paths that dumps mention.
  var paths: PathSpelling
  var knowledge: Knowledge

  /// One input.
  struct Source: Sendable {
    var text: SourceText
    var kind: InputKind
  }

  /// A file that is no input by itself; the path is spelled as in reports.
  struct TextFile: Sendable {
    var path: String
    var bytes: [UInt8]
  }

  enum PlatformData: Sendable {
    case none
    case builtIn(name: String)
    case file(TextFile)
  }
}
