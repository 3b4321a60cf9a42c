/// An input, an option or a piece of the configuration that could not be used: exit status 2.
public struct Failure: Hashable, Sendable {
  /// As reports spell it; empty where no file is to blame.
  public var path: String
  /// One-based; nil where the file as a whole is meant.
  public var line: UInt32?
  public var message: String

  public init(_ path: String, line: UInt32? = nil, _ message: String) {
    self.path = path
    self.line = line
    self.message = message
  }
}
