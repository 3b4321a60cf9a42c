/// A family or a rule that could not be decided for want of a fact.
public struct Unchecked: Hashable, Sendable {
  public var family: Family
  /// The fact that is missing: "no platform is configured".
  public var reason: String
  /// What a person can type, or write, so that it can be decided: "dmalint --platform NAME".
  public var remedy: String?

  public init(_ family: Family, _ reason: String, remedy: String? = nil) {
    self.family = family
    self.reason = reason
    self.remedy = remedy
  }
}
