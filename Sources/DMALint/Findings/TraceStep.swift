/// One step of the path that leads to a finding: a place and what happens there.
public struct TraceStep: Hashable, Sendable {
  public var range: SourceRange
  public var message: String

  public init(_ range: SourceRange, _ message: String) {
    self.range = range
    self.message = message
  }
}
