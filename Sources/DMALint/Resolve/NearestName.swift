/// The name that somebody who wrote `name` most likely meant: the one with the smallest edit
/// distance, of several the one with the longest common beginning, and of these the first. Nil only
/// where there are no candidates.
public func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.utf8)
  var best: (name: String, distance: Int, prefix: Int)?
  for candidate in candidates {
    let bytes = Array(candidate.utf8)
    let distance = editDistance(wanted, bytes)
    let prefix = zip(wanted, bytes).prefix { $0 == $1 }.count
    guard let current = best else {
      best = (candidate, distance, prefix)
      continue
    }
    if (distance, -prefix) < (current.distance, -current.prefix) {
      best = (candidate, distance, prefix)
    }
  }
  return best?.name
}

/// The number of bytes to insert, delete, replace or swap with their neighbour to make `b` of `a`.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in 0..<b.count {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
