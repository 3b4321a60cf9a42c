import DMALint

/// The text of a file that users write in YAML: configuration, models, platforms.
enum SettingsText {
  /// The node that it stands for.
  static func decode(_ bytes: [UInt8]) throws(ConfigProblem) -> ConfigNode {
    let start = Position(line: 1, column: 1)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigProblem(start, "it is not UTF-8")
    }
    // The parser compares keys, and aliases expand while it does.
    if let (line, what) = YAMLReferences.first(in: bytes) {
      throw ConfigProblem(
        Position(line: line, column: 1),
        "YAML \(what) are not accepted here; a text that begins so has to be quoted")
    }
    return try ConfigYAML.decode(text)
  }
}
