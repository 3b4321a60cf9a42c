import DMALint
import Yams

/// Turns the text of a `.dmalint.yml` into a `Configuration`, and says what it could not use.
///
/// A mistake costs the value that it stands in, nothing else.
struct ConfigurationReader {
  private(set) var configuration: Configuration
  private(set) var failures: [Failure] = []

  private let path: String
  private let rules: RuleTable

  /// Every key there is, with what reads its value.
  private static let keys = [
    "platform", "dcache", "models", "linker-script", "elf", "dumps", "include", "exclude",
    "fail-on",
    "rules", "overrides",
  ]

  /// `path` is what messages say, `folder` what relative paths start from.
  init(_ bytes: [UInt8], path: String, folder: String, rules: RuleTable) {
    self.path = path
    self.rules = rules
    configuration = Configuration(folder: folder)
    configuration.path = path
    switch YAMLText.read(bytes) {
    case .root(nil): break
    case .root(let root?):
      guard case .mapping(let mapping) = root else {
        if case .scalar(let scalar) = root, scalar.string.isEmpty { break }
        fail(root, "expected 'key: value' lines, found \(root.shape)")
        break
      }
      for (key, value) in mapping { read(key, value) }
    case .malformed(let line, let reason):
      failures.append(Failure(path, line: line, reason))
    }
  }

  private mutating func read(_ key: Node, _ value: Node) {
    switch name(of: key, among: ConfigurationReader.keys) {
    case "platform": configuration.platform = text(value, "platform")
    case "dcache": configuration.dcache = choice(value, "dcache")
    case "models": configuration.models = texts(value, "models").map(located)
    case "linker-script":
      configuration.linkerScript = text(value, "linker-script").map(located)
    case "elf": configuration.elf = text(value, "elf").map(located)
    case "dumps": configuration.dumps = text(value, "dumps").map(located)
    case "include":
      configuration.include = texts(value, "include").map { PathPattern($0.value) }
    case "exclude":
      configuration.exclude = texts(value, "exclude").map { PathPattern($0.value) }
    case "fail-on": configuration.failOn = choice(value, "fail-on")
    case "rules": configuration.rules = settings(value, "rules")
    case "overrides": configuration.overrides = overrides(value)
    default: break
    }
  }

  /// The key, if it is known; nil after saying what was probably meant.
  private mutating func name(of key: Node, among known: [String]) -> String? {
    guard case .scalar(let scalar) = key else {
      fail(key, "expected a key, found \(key.shape)")
      return nil
    }
    if known.contains(scalar.string) { return scalar.string }
    let hint =
      nearestSpelling(to: scalar.string, among: known)
      .map { "did you mean '\($0)'?" } ?? "there are \(known.joined(separator: ", "))"
    fail(key, "unknown key '\(scalar.string)'; \(hint)")
    return nil
  }

  private mutating func text(_ node: Node, _ key: String) -> Configuration.Located<String>? {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      fail(node, "'\(key)' wants a single value, found \(node.shape)")
      return nil
    }
    return Configuration.Located(value: scalar.string, line: node.line)
  }

  private mutating func texts(_ node: Node, _ key: String) -> [Configuration.Located<String>] {
    guard case .sequence(let sequence) = node else {
      fail(node, "'\(key)' wants a list, as in '\(key): [a, b]', found \(node.shape)")
      return []
    }
    return sequence.compactMap { text($0, key) }
  }

  private mutating func choice<Choice>(_ node: Node, _ key: String) -> Choice?
  where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
    guard let text = text(node, key) else { return nil }
    if let choice = Choice(rawValue: text.value) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    fail(node, "'\(key)' is one of \(known), not '\(text.value)'")
    return nil
  }

  private mutating func settings(_ node: Node, _ key: String) -> [RulePolicy.Setting] {
    guard case .mapping(let mapping) = node else {
      fail(node, "'\(key)' wants 'rule: severity' lines, found \(node.shape)")
      return []
    }
    var settings: [RulePolicy.Setting] = []
    for (key, value) in mapping {
      guard case .scalar(let name) = key, let selector = rules.selector(name.string) else {
        let name = key.string ?? ""
        let hint = rules.nearest(to: name).map { "; did you mean '\($0)'?" } ?? ""
        fail(key, "'\(name)' is no rule\(hint)")
        continue
      }
      guard let text = text(value, name.string) else { continue }
      guard let level = RulePolicy.Level(text.value) else {
        let known = RulePolicy.Level.spellings.joined(separator: ", ")
        fail(value, "'\(name.string)' is set to one of \(known), not '\(text.value)'")
        continue
      }
      settings.append(RulePolicy.Setting(selector, level))
    }
    return settings
  }

  private mutating func overrides(_ node: Node) -> [RulePolicy.Override] {
    guard case .sequence(let sequence) = node else {
      fail(node, "'overrides' wants a list, found \(node.shape)")
      return []
    }
    return sequence.compactMap { entry in
      guard case .mapping(let mapping) = entry else {
        fail(entry, "an override wants 'paths' and 'rules', found \(entry.shape)")
        return nil
      }
      var paths: [PathPattern] = []
      var levels: [RulePolicy.Setting] = []
      for (key, value) in mapping {
        switch name(of: key, among: ["paths", "rules"]) {
        case "paths": paths = texts(value, "paths").map { PathPattern($0.value) }
        case "rules": levels = settings(value, "rules")
        default: break
        }
      }
      if mapping["paths"] == nil || mapping["rules"] == nil {
        fail(entry, "an override wants both 'paths' and 'rules'")
      }
      return RulePolicy.Override(paths: paths, levels: levels)
    }
  }

  /// Paths in the configuration are relative to its folder.
  private func located(_ text: Configuration.Located<String>) -> Configuration.Located<String> {
    Configuration.Located(
      value: Folders.join(configuration.folder, text.value), line: text.line)
  }

  private mutating func fail(_ node: Node, _ message: String) {
    failures.append(Failure(path, line: node.line, message))
  }
}
