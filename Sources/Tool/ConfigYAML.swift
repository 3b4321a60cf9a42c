import Yams

#if !RULE_EMBEDDER
  import DMALint
#endif

/// YAML text as configuration nodes.
///
/// Anchors, aliases and tags are refused: they make a file mean something else than it says, and a
/// few lines of them can stand for gigabytes.
enum ConfigYAML {
  /// The node that a file's text stands for; an empty file is an empty mapping.
  static func decode(_ text: String) throws(ConfigProblem) -> ConfigNode {
    let parser: Parser
    let root: Node?
    do {
      // The default encoding would ask the environment and print what it finds.
      parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      root = try parser.singleRoot()
    } catch {
      throw problem(error)
    }
    guard let root else { return ConfigNode(.mapping([]), at: Position(line: 1, column: 1)) }
    // Nodes hold their anchors weakly; the parser owns them.
    defer { withExtendedLifetime(parser) {} }
    return try convert(root)
  }

  private static func convert(_ node: Node) throws(ConfigProblem) -> ConfigNode {
    let position = position(node.mark)
    if node.anchor != nil {
      throw ConfigProblem(position, "anchors and aliases are not supported")
    }
    switch node {
    case .scalar(let scalar):
      try refuse(scalar.tag, at: position)
      return ConfigNode(.scalar(scalar.string), at: position)
    case .sequence(let sequence):
      try refuse(sequence.tag, at: position)
      var elements: [ConfigNode] = []
      for element in sequence { elements.append(try convert(element)) }
      return ConfigNode(.sequence(elements), at: position)
    case .mapping(let mapping):
      try refuse(mapping.tag, at: position)
      var entries: [ConfigNode.Entry] = []
      for (key, value) in mapping {
        let key = try convert(key)
        guard case .scalar(let name) = key.value else {
          throw ConfigProblem(key.position, "a key must be a value, not a list or a mapping")
        }
        entries.append(ConfigNode.Entry(key: name, at: key.position, try convert(value)))
      }
      return ConfigNode(.mapping(entries), at: position)
    case .alias:
      throw ConfigProblem(position, "anchors and aliases are not supported")
    }
  }

  private static func refuse(_ tag: Tag, at position: Position) throws(ConfigProblem) {
    // The parser gives untagged nodes one of these when it compares keys.
    let own: [Tag.Name] = [.implicit, .nonSpecific, .str, .seq, .map]
    if !own.contains(where: { tag == Tag($0) }) {
      throw ConfigProblem(position, "tags are not supported")
    }
  }

  private static func position(_ mark: Mark?) -> Position {
    Position(line: UInt32(mark?.line ?? 1), column: UInt32(mark?.column ?? 1))
  }

  private static func problem(_ error: any Error) -> ConfigProblem {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ConfigProblem(position(mark), problem)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "'\($0)'" }.joined(separator: ", ")
      return ConfigProblem(position(context.mark), "keys are given twice: \(names)")
    case .reader(let problem, _, _, _):
      return ConfigProblem(Position(line: 1, column: 1), problem)
    default:
      return ConfigProblem(Position(line: 1, column: 1), "the file cannot be read as YAML")
    }
  }
}
