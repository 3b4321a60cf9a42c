/// The statements of one function of a formatted source, to be moved, doubled, dropped and added to.
///
/// A statement begins on a line that is indented as the first one is; deeper lines and closing brackets
/// belong to the one before.
struct FunctionBody {
  let file: String
  private let before: [Substring]
  private let after: [Substring]
  private let indent: String
  let statements: [[Substring]]

  /// The function whose signature begins on the only line that contains this text.
  init?(of signature: String, in file: String, _ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.contains(signature) }),
      let open = lines[start...].firstIndex(where: { $0.hasSuffix("{") })
    else { return nil }
    let outer = lines[open].prefix { $0 == " " }
    guard
      let close = lines[(open + 1)...].firstIndex(where: { $0 == outer + "}" }), close > open + 1
    else { return nil }
    self.file = file
    before = Array(lines[...open])
    after = Array(lines[close...])
    indent = String(lines[open + 1].prefix { $0 == " " })
    var found: [[Substring]] = []
    for line in lines[(open + 1)..<close] {
      let rest = line.dropFirst(indent.count)
      let begins = line.hasPrefix(indent) && rest.first.map { !" })]".contains($0) } == true
      if begins || found.isEmpty {
        found.append([line])
      } else {
        found[found.count - 1].append(line)
      }
    }
    statements = found
  }

  /// The first statement that contains a text.
  func index(of text: String) -> Int? {
    statements.firstIndex { $0.contains { $0.contains(text) } }
  }

  /// The whole file, with other statements in the function.
  func with(_ statements: [[Substring]]) -> String {
    (before + statements.flatMap { $0 } + after).joined(separator: "\n")
  }

  func inserting(_ code: String, at index: Int) -> String {
    var changed = statements
    let lines = code.split(separator: "\n").map { Substring(indent + $0) }
    changed.insert(lines, at: index)
    return with(changed)
  }

  func removing(_ index: Int) -> String {
    var changed = statements
    changed.remove(at: index)
    return with(changed)
  }

  func replacing(_ index: Int, by code: String) -> String {
    var changed = statements
    changed[index] = code.split(separator: "\n").map { Substring(indent + $0) }
    return with(changed)
  }

  /// One statement at another place among the others.
  func moving(_ index: Int, to place: Int) -> String {
    var changed = statements
    let statement = changed.remove(at: index)
    changed.insert(statement, at: place)
    return with(changed)
  }

  func doubling(_ index: Int) -> String {
    var changed = statements
    changed.insert(statements[index], at: index)
    return with(changed)
  }
}
