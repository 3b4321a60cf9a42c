/// What a front end tells about one file besides its Flow: its comments and the extents of its
/// statements and declarations. Suppressions are made of these.
public struct FileAnnotations: Sendable {
  public var file: FileID
  /// In the order of the file.
  public var comments: [Comment]
  /// In any order, nested or not; the longest one that starts at a place counts.
  public var statements: [SourceRange]

  public init(file: FileID, comments: [Comment], statements: [SourceRange] = []) {
    self.file = file
    self.comments = comments
    self.statements = statements
  }

  /// One comment with its delimiters: `// …` up to the line's end, or `/* … */`.
  public struct Comment: Hashable, Sendable {
    public var range: SourceRange
    public var text: String

    public init(_ range: SourceRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }
}
