/// A path with wildcards, as `include`, `exclude` and `overrides` write it.
///
/// Relative to the configuration's folder; it matches the path itself and everything below.
/// `*` and `?` stay within a component, `[a-z]` and `[!a-z]` are sets, `**` stands for any number
/// of components. Matching takes time proportional to pattern times path, whatever the pattern.
public struct PathPattern: Hashable, Sendable {
  public let text: String
  private let components: [[UInt8]]

  public init(_ text: String) {
    self.text = text
    components = text.utf8.split(separator: UInt8(ascii: "/"))
      .filter { !$0.elementsEqual(".".utf8) }
      .map(Array.init)
  }

  /// Whether it matches the path or a folder above it.
  public func matches(_ path: String) -> Bool { reach(path).covers }

  /// Whether it could match something below the folder.
  public func mayMatch(below folder: String) -> Bool {
    let reach = reach(folder)
    return reach.covers || reach.leadsOn
  }

  /// Steps through the path with the set of components of the pattern that may come next.
  private func reach(_ path: String) -> (covers: Bool, leadsOn: Bool) {
    var states = closure([0])
    if states.contains(components.count) { return (true, true) }
    for name in path.utf8.split(separator: UInt8(ascii: "/"))
    where !name.elementsEqual(".".utf8) {
      var next: Set<Int> = []
      for state in states where state < components.count {
        if isDoubleStar(state) {
          next.insert(state)
          if state == components.count - 1 { next.insert(state + 1) }
        } else if componentMatches(components[state], Array(name)) {
          next.insert(state + 1)
        }
      }
      states = closure(next)
      if states.contains(components.count) { return (true, true) }
    }
    return (false, !states.isEmpty)
  }

  /// A `**` in the middle may stand for nothing; at the end it wants at least one component.
  private func closure(_ states: Set<Int>) -> Set<Int> {
    var states = states
    for state in components.indices.dropLast() where states.contains(state) && isDoubleStar(state) {
      states.insert(state + 1)
    }
    return states
  }

  private func isDoubleStar(_ index: Int) -> Bool { components[index] == [0x2A, 0x2A] }
}

/// Whether one component matches: two cursors, and one place to come back to behind the last `*`.
private func componentMatches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
  var p = 0
  var n = 0
  var afterStar: (pattern: Int, name: Int)?
  while n < name.count {
    if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
      afterStar = (p + 1, n)
      p += 1
    } else if p < pattern.count, let length = matchOne(pattern[p...], name[n]) {
      p += length
      n += 1
    } else if let star = afterStar {
      afterStar = (star.pattern, star.name + 1)
      p = star.pattern
      n = star.name + 1
    } else {
      return false
    }
  }
  return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
}

/// How many bytes of the pattern the one byte of the name uses up, nil if it does not match.
private func matchOne(_ pattern: ArraySlice<UInt8>, _ byte: UInt8) -> Int? {
  guard let first = pattern.first else { return nil }
  switch first {
  case UInt8(ascii: "?"):
    return 1
  case UInt8(ascii: "["):
    guard let end = pattern.dropFirst(2).firstIndex(of: UInt8(ascii: "]")) else {
      return first == byte ? 1 : nil
    }
    var set = pattern[(pattern.startIndex + 1)..<end]
    let isNegated = set.first == UInt8(ascii: "!")
    if isNegated { set = set.dropFirst() }
    return contains(set, byte) != isNegated ? end - pattern.startIndex + 1 : nil
  default:
    return first == byte ? 1 : nil
  }
}

private func contains(_ set: ArraySlice<UInt8>, _ byte: UInt8) -> Bool {
  var index = set.startIndex
  while index < set.endIndex {
    if index + 2 < set.endIndex, set[index + 1] == UInt8(ascii: "-") {
      if set[index] <= byte, byte <= set[index + 2] { return true }
      index += 3
    } else {
      if set[index] == byte { return true }
      index += 1
    }
  }
  return false
}
