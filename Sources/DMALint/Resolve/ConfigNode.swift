/// One node of a configuration, model or platform file: a text, a list or a mapping.
///
/// What YAML says, without its types: a scalar is its text, and the reader that expects a number or
/// a flag converts it. The tool and the embedder make nodes from YAML, the tool at start-up from the
/// compact form of `ConfigText`.
public struct ConfigNode: Hashable, Sendable {
  public var value: Value
  /// Where the node starts. Line 0 where the text keeps no positions, as the compact form does.
  public var position: Position

  public init(_ value: Value, at position: Position = Position(line: 0, column: 0)) {
    self.value = value
    self.position = position
  }

  public enum Value: Hashable, Sendable {
    case scalar(String)
    case sequence([ConfigNode])
    /// In the order of the file. Keys may repeat: whoever reads the mapping reports it.
    case mapping([Entry])
  }

  /// One key of a mapping with its value.
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var keyPosition: Position
    public var value: ConfigNode

    public init(key: String, at keyPosition: Position, _ value: ConfigNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  /// What the node is, for messages.
  var kind: String {
    switch value {
    case .scalar: "a value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// Something in a file that cannot be used, and where.
public struct ConfigProblem: Error, Hashable, Comparable {
  public var position: Position
  public var message: String

  public init(_ position: Position, _ message: String) {
    self.position = position
    self.message = message
  }

  public static func < (a: ConfigProblem, b: ConfigProblem) -> Bool {
    (a.position, a.message) < (b.position, b.message)
  }
}
