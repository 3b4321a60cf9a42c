import DMALint

/// Turns the text of a `.dmalint.yml` into a `Configuration`, and says what it could not use.
///
/// A mistake costs the value that it stands in, nothing else.
struct ConfigurationReader {
  private(set) var configuration: Configuration
  private let path: String
  private let rules: RuleTable
  private var reader = ConfigReader()

  private static let keys = [
    "platform", "dcache", "models", "linker-script", "elf", "dumps", "include", "exclude",
    "fail-on", "rules", "overrides",
  ]

  /// `path` is what messages say, `folder` what relative paths start from.
  init(_ bytes: [UInt8], path: String, folder: String, rules: RuleTable) {
    self.path = path
    self.rules = rules
    configuration = Configuration(folder: folder)
    configuration.path = path
    do throws(ConfigProblem) {
      let root = try SettingsText.decode(bytes)
      // A file of comments only is an empty text.
      if root.value != .scalar("") { read(root) }
    } catch {
      reader.report(error.position, error.message)
    }
  }

  var failures: [Failure] {
    reader.problems.sorted().map { Failure(path, line: max($0.position.line, 1), $0.message) }
  }

  private mutating func read(_ root: ConfigNode) {
    let keys = ConfigurationReader.keys
    guard let fields = reader.fields(of: root, "a configuration", known: keys) else { return }
    configuration.platform = text(fields, "platform")
    configuration.dcache = reader.choice(fields["dcache"], "'dcache'")
    configuration.models = texts(fields, "models").map(located)
    configuration.linkerScript = text(fields, "linker-script").map(located)
    configuration.elf = text(fields, "elf").map(located)
    configuration.dumps = text(fields, "dumps").map(located)
    configuration.include = texts(fields, "include").map { PathPattern($0.value) }
    configuration.exclude = texts(fields, "exclude").map { PathPattern($0.value) }
    configuration.failOn = reader.choice(fields["fail-on"], "'fail-on'")
    configuration.rules = settings(fields["rules"])
    configuration.overrides = elements(fields["overrides"], "'overrides'").compactMap {
      override($0)
    }
  }

  private mutating func text(
    _ fields: ConfigFields, _ key: String
  ) -> Configuration.Located<String>? {
    guard let node = fields[key], let text = reader.text(node, "'\(key)'") else { return nil }
    return Configuration.Located(value: text, line: node.position.line)
  }

  private mutating func texts(
    _ fields: ConfigFields, _ key: String
  ) -> [Configuration.Located<String>] {
    elements(fields[key], "'\(key)'").compactMap { node in
      reader.text(node, "an element of '\(key)'").map {
        Configuration.Located(value: $0, line: node.position.line)
      }
    }
  }

  /// The elements of what must be a list: a lone text is more often a mistake than a list of one.
  private mutating func elements(_ node: ConfigNode?, _ what: String) -> [ConfigNode] {
    guard let node else { return [] }
    if case .sequence(let elements) = node.value { return elements }
    reader.report(node.position, "\(what) must be a list, as in '[a, b]'")
    return []
  }

  private mutating func settings(_ node: ConfigNode?) -> [RulePolicy.Setting] {
    guard let node else { return [] }
    guard case .mapping(let entries) = node.value else {
      reader.report(node.position, "'rules' must be a mapping of rules to severities")
      return []
    }
    return entries.compactMap { entry in
      guard let selector = rules.selector(entry.key) else {
        let hint = rules.nearest(to: entry.key).map { "; the nearest known one is '\($0)'" } ?? ""
        reader.report(entry.keyPosition, "unknown rule '\(entry.key)'\(hint)")
        return nil
      }
      guard let text = reader.text(entry.value, "'\(entry.key)'") else { return nil }
      guard let level = RulePolicy.Level(text) else {
        reader.reportUnknown(
          "severity", text, at: entry.value.position, known: RulePolicy.Level.spellings)
        return nil
      }
      return RulePolicy.Setting(selector, level)
    }
  }

  private mutating func override(_ node: ConfigNode) -> RulePolicy.Override? {
    guard let fields = reader.fields(of: node, "an override", known: ["paths", "rules"]) else {
      return nil
    }
    if fields["paths"] == nil || fields["rules"] == nil {
      reader.report(node.position, "an override needs both 'paths' and 'rules'")
    }
    return RulePolicy.Override(
      paths: texts(fields, "paths").map { PathPattern($0.value) }, levels: settings(fields["rules"])
    )
  }

  /// Paths in the configuration are relative to its folder.
  private func located(_ text: Configuration.Located<String>) -> Configuration.Located<String> {
    Configuration.Located(
      value: Folders.join(configuration.folder, text.value), line: text.line)
  }
}
