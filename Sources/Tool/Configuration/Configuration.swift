import DMALint

/// What a `.dmalint.yml` says. Paths are absolute, or relative to the current folder.
struct Configuration {
  /// The folder that its patterns are relative to, absolute.
  var folder: String
  /// As reports spell it; empty where no configuration was found.
  var path = ""
  var platform: Located<String>?
  var dcache: DataCache?
  var models: [Located<String>] = []
  var linkerScript: Located<String>?
  var elf: Located<String>?
  var dumps: Located<String>?
  var include: [PathPattern] = []
  var exclude: [PathPattern] = []
  var failOn: FailOn?
  var rules: [RulePolicy.Setting] = []
  var overrides: [RulePolicy.Override] = []

  init(folder: String) { self.folder = folder }

  /// A value and the line of the configuration that holds it.
  struct Located<Value> {
    var value: Value
    var line: UInt32
  }
}

/// `dcache:`: whether the data cache is on.
enum DataCache: String, CaseIterable, Sendable {
  /// On, unless the inputs hold the reset path and nothing reachable from it enables the cache.
  case auto
  case on, off
}

/// `--fail-on`: the lowest severity that makes the exit status 1.
enum FailOn: String, CaseIterable, Sendable {
  case error, warning, note, never

  func fails(_ worst: Severity?) -> Bool {
    guard let worst else { return false }
    return switch self {
    case .error: worst >= .error
    case .warning: worst >= .warning
    case .note: true
    case .never: false
    }
  }
}
