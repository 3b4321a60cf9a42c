/// The compact text form of configuration nodes, in which `Rules/` is embedded in the tool.
///
/// A scalar is its length in bytes, a colon and its text; a list stands between `[` and `]`, a
/// mapping between `{` and `}` with keys and values in turn. There is nothing to escape and nothing
/// to look ahead for, so that decoding costs little more than the strings it makes. Positions are
/// not kept: what is embedded has been checked.
public enum ConfigText {
  public static func encode(_ node: ConfigNode) -> String {
    var text = ""
    encode(node, into: &text)
    return text
  }

  /// The node that the whole of `text` stands for; nil where it is none.
  public static func decode(_ text: String) -> ConfigNode? {
    var text = text
    return text.withUTF8 { bytes in
      var cursor = Cursor(bytes: bytes)
      guard let node = cursor.node(), cursor.offset == bytes.count else { return nil }
      return node
    }
  }

  private static func encode(_ node: ConfigNode, into text: inout String) {
    switch node.value {
    case .scalar(let scalar):
      encode(scalar, into: &text)
    case .sequence(let elements):
      text += "["
      for element in elements { encode(element, into: &text) }
      text += "]"
    case .mapping(let entries):
      text += "{"
      for entry in entries {
        encode(entry.key, into: &text)
        encode(entry.value, into: &text)
      }
      text += "}"
    }
  }

  static func encode(_ scalar: String, into text: inout String) {
    text += "\(scalar.utf8.count):\(scalar)"
  }

  /// A position in the bytes of a compact text. Every step consumes bytes or gives up.
  struct Cursor {
    let bytes: UnsafeBufferPointer<UInt8>
    var offset = 0
    private var depth = 0

    /// Deeper nodes than any file has; the limit keeps a damaged text from exhausting the stack.
    private static let maximumDepth = 64

    init(bytes: UnsafeBufferPointer<UInt8>, offset: Int = 0) {
      self.bytes = bytes
      self.offset = offset
    }

    mutating func node() -> ConfigNode? {
      guard offset < bytes.count, depth < Self.maximumDepth else { return nil }
      depth += 1
      defer { depth -= 1 }
      switch bytes[offset] {
      case UInt8(ascii: "["):
        offset += 1
        var elements: [ConfigNode] = []
        while !take(UInt8(ascii: "]")) {
          guard let element = node() else { return nil }
          elements.append(element)
        }
        return ConfigNode(.sequence(elements))
      case UInt8(ascii: "{"):
        offset += 1
        var entries: [ConfigNode.Entry] = []
        while !take(UInt8(ascii: "}")) {
          guard let key = scalar(), let value = node() else { return nil }
          entries.append(ConfigNode.Entry(key: key, at: Position(line: 0, column: 0), value))
        }
        return ConfigNode(.mapping(entries))
      default:
        return scalar().map { ConfigNode(.scalar($0)) }
      }
    }

    mutating func scalar() -> String? {
      guard let range = scalarRange() else { return nil }
      return String(decoding: bytes[range], as: UTF8.self)
    }

    /// The bytes of the scalar that stands here.
    mutating func scalarRange() -> Range<Int>? {
      var length = 0
      let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
      let start = offset
      while offset < bytes.count, digits.contains(bytes[offset]), length < bytes.count {
        length = length * 10 + Int(bytes[offset] - UInt8(ascii: "0"))
        offset += 1
      }
      guard offset > start, take(UInt8(ascii: ":")), length <= bytes.count - offset else {
        return nil
      }
      offset += length
      return offset - length..<offset
    }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard offset < bytes.count, bytes[offset] == byte else { return false }
      offset += 1
      return true
    }
  }
}
