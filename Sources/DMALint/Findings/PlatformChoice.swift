/// The platform that was checked against, and who chose it.
public struct PlatformChoice: Hashable, Sendable {
  /// Empty where there is none.
  public var name: String
  public var source: Source

  public init(name: String, source: Source) {
    self.name = name
    self.source = source
  }

  public static let none = PlatformChoice(name: "", source: .none)

  public enum Source: String, Sendable {
    case commandLine = "command-line"
    case configuration
    case none
  }
}
