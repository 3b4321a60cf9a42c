/// Which rules are on, at which severity, in which file: the configuration and the command line.
public struct RulePolicy: Sendable {
  /// `--select`; nil selects every rule.
  public var selected: [RuleSelector]?
  /// `--ignore`; stronger than everything else.
  public var ignored: [RuleSelector] = []
  /// `rules:` of the configuration.
  public var levels: [Setting] = []
  /// `overrides:` of the configuration; the later wins.
  public var overrides: [Override] = []

  public init() {}

  /// What the configuration says about a rule or a family.
  public struct Setting: Hashable, Sendable {
    public var selector: RuleSelector
    public var level: Level

    public init(_ selector: RuleSelector, _ level: Level) {
      self.selector = selector
      self.level = level
    }
  }

  /// Settings for some paths only.
  public struct Override: Sendable {
    public var paths: [PathPattern]
    public var levels: [Setting]

    public init(paths: [PathPattern], levels: [Setting]) {
      self.paths = paths
      self.levels = levels
    }
  }

  /// A severity, or nothing at all.
  public enum Level: Hashable, Sendable {
    case off
    case on(Severity)

    public init?(_ text: String) {
      if text == "off" {
        self = .off
      } else if let severity = Severity(rawValue: text) {
        self = .on(severity)
      } else {
        return nil
      }
    }

    public static let spellings = ["off"] + Severity.allCases.map(\.rawValue)
  }

  /// The level of a rule in the file at `path`, relative to the configuration's folder; nil where
  /// the file lies outside of it.
  ///
  /// A rule named by itself beats its family, an override beats the plain settings, the command
  /// line beats both: a rule that `--select` names by itself is on even where the configuration
  /// switches it off, a family there only narrows the choice.
  public func level(of code: RuleCode, default severity: Severity, path: String?) -> Level {
    if ignored.contains(where: { $0.matches(code) }) { return .off }
    var level = RulePolicy.level(of: code, in: levels) ?? .on(severity)
    if let path {
      for override in overrides where override.paths.contains(where: { $0.matches(path) }) {
        level = RulePolicy.level(of: code, in: override.levels) ?? level
      }
    }
    guard let selected else { return level }
    if selected.contains(.rule(code)) { return level == .off ? .on(severity) : level }
    return selected.contains { $0.matches(code) } ? level : .off
  }

  private static func level(of code: RuleCode, in settings: [Setting]) -> Level? {
    let matching = settings.filter { $0.selector.matches(code) }
    return (matching.last { $0.selector == .rule(code) } ?? matching.last)?.level
  }
}
