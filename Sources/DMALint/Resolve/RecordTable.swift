/// Records of configuration nodes in one embedded text, ordered by name and decoded one by one.
public struct RecordTable: Sendable {
  /// Each record is a name and a node in the form of `ConfigText`.
  private let text: StaticString
  /// The offset of each record, in the order of their names' bytes.
  private let starts: [UInt32]

  /// A table without records.
  public init() {
    self.init(text: "", starts: [])
  }

  public init(text: StaticString, starts: [UInt32]) {
    self.text = text
    self.starts = starts
  }

  /// The names of all records, in their order.
  public var names: [String] {
    starts.compactMap { start in
      var cursor = cursor(at: start)
      return cursor.scalar()
    }
  }

  /// The node of the record with this name.
  public func node(named name: String) -> ConfigNode? {
    var name = name
    return name.withUTF8 { wanted in
      var low = 0
      var high = starts.count
      while low < high {
        let middle = (low + high) / 2
        var cursor = cursor(at: starts[middle])
        guard let range = cursor.scalarRange() else { return nil }
        let found = UnsafeBufferPointer(rebasing: cursor.bytes[range])
        if found.elementsEqual(wanted) { return cursor.node() }
        if found.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
      }
      return nil
    }
  }

  private func cursor(at offset: UInt32) -> ConfigText.Cursor {
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return ConfigText.Cursor(bytes: bytes, offset: Int(offset))
  }

  /// The text and the offsets of a table with these records, for the embedder.
  public static func encode(
    _ records: [(name: String, node: ConfigNode)]
  ) -> (text: String, starts: [UInt32]) {
    var text = ""
    var starts: [UInt32] = []
    for record in records.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      starts.append(UInt32(text.utf8.count))
      ConfigText.encode(record.name, into: &text)
      text += ConfigText.encode(record.node)
      text += "\n"
    }
    return (text, starts)
  }
}
