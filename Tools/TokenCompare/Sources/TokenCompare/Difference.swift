import DMALint

/// A place where the lexers disagree, up to where they agree again.
struct Difference {
  var ours: ArraySlice<Piece>
  var theirs: ArraySlice<Piece>

  var start: Int { min(ours.first?.start ?? .max, theirs.first?.start ?? .max) }

  static func differences(_ ours: [Piece], _ theirs: [Piece]) -> [Difference] {
    var ours = ours
    var differences: [Difference] = []
    var i = 0
    var j = 0
    while i < ours.count || j < theirs.count {
      if i < ours.count, j < theirs.count, agree(ours[i], theirs[j]) {
        i += 1
        j += 1
        continue
      }
      // What starts no token is trivia there and a token of its own here, the first on its line.
      if i < ours.count, ours[i].kind == .unknown,
        j == theirs.count || ours[i].end <= theirs[j].start
      {
        i += 1
        if i < ours.count { ours[i].startsLine = nil }
        continue
      }
      let (firstOurs, firstTheirs) = (i, j)
      if i < ours.count, j < theirs.count, ours[i].end == theirs[j].end {
        i += 1
        j += 1
      } else {
        while i < ours.count || j < theirs.count {
          if i < ours.count, j < theirs.count, agree(ours[i], theirs[j]) { break }
          if j == theirs.count || (i < ours.count && ours[i].end <= theirs[j].end) {
            i += 1
          } else {
            j += 1
          }
        }
      }
      differences.append(
        Difference(ours: ours[firstOurs..<i], theirs: theirs[firstTheirs..<j]))
    }
    return differences
  }

  private static func agree(_ ours: Piece, _ theirs: Piece) -> Bool {
    ours.kind == theirs.kind && ours.start == theirs.start && ours.end == theirs.end
      && ours.fixity == theirs.fixity
      && (ours.startsLine == nil || theirs.startsLine == nil
        || ours.startsLine == theirs.startsLine)
  }

  /// Both readings in one line each.
  func description(in source: [UInt8]) -> String {
    func list(_ pieces: ArraySlice<Piece>) -> String {
      let shown = pieces.prefix(6).map { piece in
        let text = String(decoding: source[piece.start..<piece.end].prefix(30), as: UTF8.self)
        let fixity = piece.fixity == .none ? "" : " \(piece.fixity)"
        let line = piece.startsLine == true ? " first" : ""
        return "\(piece.kind)\(fixity)\(line) \(text.debugDescription)"
      }
      return shown.joined(separator: ", ") + (pieces.count > 6 ? " …" : "")
    }
    return "  ours:   \(list(ours))\n  theirs: \(list(theirs))"
  }
}
