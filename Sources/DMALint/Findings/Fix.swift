/// One way to mend a finding; its edits are applied together or not at all.
public struct Fix: Hashable, Sendable {
  /// What to do, as an imperative: "keep the message in memory that outlives the transfer".
  public var description: String
  /// Empty where only a person can make the change.
  public var edits: [Edit]

  public init(_ description: String, edits: [Edit] = []) {
    self.description = description
    self.edits = edits
  }

  /// The replacement of a range by a text; an empty range inserts.
  public struct Edit: Hashable, Sendable {
    public var range: SourceRange
    public var text: String

    public init(_ range: SourceRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }
}
