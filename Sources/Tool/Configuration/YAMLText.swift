import DMALint
import Yams

/// The parse of one YAML file: plain data only.
///
/// Anchors, aliases and tags are refused: a few hundred bytes of aliases can stand for gigabytes,
/// and nothing here needs them.
enum YAMLText {
  enum Reading {
    /// Nil for a file without content.
    case root(Node?)
    case malformed(line: UInt32, reason: String)
  }

  static func read(_ bytes: [UInt8]) -> Reading {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .malformed(line: 1, reason: "it is not UTF-8")
    }
    if let (line, what) = YAMLReferences.first(in: bytes) {
      return .malformed(line: line, reason: refusal(of: what))
    }
    do {
      // The default encoding would ask the environment and print what it finds.
      let root = try Parser(yaml: text, encoding: .utf8).singleRoot()
      if let root, let (line, what) = reference(in: root) {
        return .malformed(line: line, reason: refusal(of: what))
      }
      return .root(root)
    } catch let error as YamlError {
      return malformed(error)
    } catch {
      return .malformed(line: 1, reason: "it is no YAML")
    }
  }

  private static func refusal(of what: String) -> String {
    "YAML \(what) are not accepted here; a text that begins so has to be quoted"
  }

  /// Yams' own messages quote the file, which may be hostile or confidential: only the place and
  /// the parser's fixed text are taken.
  private static func malformed(_ error: YamlError) -> Reading {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .malformed(line: UInt32(clamping: mark.line), reason: "it is no YAML: \(problem)")
    case .reader(let problem, _, _, _):
      .malformed(line: 1, reason: "it is no YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      .malformed(
        line: UInt32(clamping: context.mark.line),
        reason: "the key '\(duplicates.first ?? "")' stands there twice")
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      .malformed(line: 1, reason: "it is no YAML")
    }
  }

  /// The second line of defence, should the parser see a reference where the scan saw text.
  private static func reference(in node: Node) -> (UInt32, String)? {
    if node.anchor != nil { return (node.line, "anchors") }
    switch node {
    case .alias: return (node.line, "aliases")
    case .scalar: return nil
    case .sequence(let sequence):
      return sequence.lazy.compactMap { reference(in: $0) }.first
    case .mapping(let mapping):
      return mapping.lazy
        .compactMap { pair in reference(in: pair.key) ?? reference(in: pair.value) }.first
    }
  }
}

extension Node {
  var line: UInt32 { UInt32(clamping: mark?.line ?? 1) }

  /// A node in the words of an error message.
  var shape: String {
    switch self {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .alias: "an alias"
    }
  }
}
