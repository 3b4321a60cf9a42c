/// Addresses that the translation tables of an MMU make one kind of memory.
struct TableRange: Hashable, Sendable {
  var range: Platform.AddressRange
  var cacheability: RegionMap.Cacheability
  var isDevice = false
  var isWriteThrough = false

  /// Whether another range lies right behind and is of the same kind.
  func isContinued(by other: TableRange) -> Bool {
    range.last &+ 1 == other.range.first && cacheability == other.cacheability
      && isDevice == other.isDevice && isWriteThrough == other.isWriteThrough
  }

  /// The ranges with neighbours of one kind put together.
  static func joined(_ ranges: [TableRange]) -> [TableRange] {
    var joined: [TableRange] = []
    for range in ranges.sorted(by: { $0.range.first < $1.range.first }) {
      if let last = joined.last, last.isContinued(by: range) {
        joined[joined.count - 1].range = Platform.AddressRange(
          first: last.range.first, last: range.range.last)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}
