/// Who else has bytes in the cache lines of a buffer.
enum Neighbours: Hashable, Sendable {
  /// Nobody with a name.
  case nobody
  /// The first of them.
  case some(String)
  /// Only a linked file would say.
  case unknown
}

extension Interpreter {
  /// Another member of the structure that a buffer is a member of, with bytes in its cache lines.
  func memberSharingLines(with pointer: Pointer, length: UInt64?, line: UInt64) -> String? {
    let storage = self[pointer.region.storage]
    guard case .global = storage.kind, line > 0, let length, length > 0, length < 1 << 32,
      let type = storage.type, let entry = program.type(named: type.name),
      entry.keyword == .struct, let offset = offset(of: pointer), offset >= 0
    else { return nil }
    let start = UInt64(offset)
    let lines = start / line * line..<(start + length + line - 1) / line * line
    for member in entry.stored {
      guard let type = member.type, let size = size(of: type), size > 0,
        let first = self.offset(of: member.name, in: entry)
      else { return nil }
      let isOwn = first <= start && start < first + size
      guard !isOwn, lines.overlaps(first..<first + size), !isPadding(member.name) else { continue }
      // What the buffer reaches into is a part of it.
      if first >= start, first + size <= start + length { continue }
      return member.name
    }
    return nil
  }

  private func isPadding(_ name: String) -> Bool {
    name.hasPrefix("_")
      || MappingWords.words(name).contains {
        ["pad", "padding", "reserved", "rsvd", "unused", "fill", "filler", "align"].contains($0)
      }
  }
}
