/// What a GitHub runner would take for a command in the output of a step, both its forms.
enum WorkflowCommands {
  static func commands(in output: String) -> [String] {
    output.split(whereSeparator: { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }).compactMap { line in
      let trimmed = line.drop { $0.isWhitespace }
      if trimmed.hasPrefix("::"), let end = trimmed.dropFirst(2).range(of: "::") {
        return String(
          trimmed[trimmed.index(trimmed.startIndex, offsetBy: 2)..<end]
            .prefix { $0 != " " })
      }
      guard let start = line.range(of: "##[") else { return nil }
      return "##" + line[start...].dropFirst(3).prefix { $0 != "]" && $0 != " " }
    }
  }
}

extension StringProtocol {
  /// The index at which a text begins.
  fileprivate func range(of text: String) -> Index? {
    indices.first { self[$0...].hasPrefix(text) }
  }
}
