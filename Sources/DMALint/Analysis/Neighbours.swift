/// Who else has bytes in the cache lines of a buffer.
enum Neighbours: Hashable, Sendable {
  /// Nobody with a name.
  case nobody
  /// The first of them.
  case some(String)
  /// Only a linked file would say.
  case unknown
}
