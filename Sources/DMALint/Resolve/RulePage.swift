/// The page of one rule: its header and the sections that explain it.
public struct RulePage: Sendable {
  public var header: RuleHeader
  public var sections: [Section]

  /// The sections in the order that every page keeps.
  public enum Title: String, CaseIterable, Sendable {
    case what = "What"
    case why = "Why it breaks"
    case wrong = "Wrong"
    case right = "Right"
    case fix = "Fix"
    case limits = "Limits"
    case references = "References"
  }

  /// One section: its Markdown, and the code blocks in it.
  public struct Section: Sendable {
    public var title: Title
    /// The text between the headings, code blocks included, without blank lines at its ends.
    public var text: String
    /// The line of the page on which the heading stands.
    public var line: Int
    public var blocks: [Block] = []
  }

  /// A fenced code block of a section.
  public struct Block: Hashable, Sendable {
    /// `swift`, `c`, `ld`, `yaml` …
    public var language: String
    /// The platform to check against: `platform=` in the info string.
    public var platform: String?
    /// The name of the file that the block is: `file=` in the info string.
    public var file: String?
    /// Codes of further rules that the block cannot help raising, or under whose finding the rule
    /// stands as the same cause: `also=` in the info string, separated by commas.
    public var also: [String] = []
    /// The other words of the info string: `dumps` asks for SIL and LLVM IR of the block.
    public var options: [String] = []
    public var text: String
    /// The line of the page on which the block's first line of code stands.
    public var line: Int
  }

  /// One firmware of a section: blocks with file names belong together until a name repeats; a
  /// block without one stands alone.
  public struct Example: Sendable {
    public var platform: String?
    public var also: [String]
    public var options: [String]
    public var blocks: [Block]
  }

  public func section(_ title: Title) -> Section? { sections.first { $0.title == title } }

  /// The first paragraph of What, on one line.
  public var summary: String {
    let text = section(.what)?.text ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.prefix { !$0.isEmpty }.joined(separator: " ")
  }

  /// The page made of a decoded header and the Markdown behind the front matter, whose first line
  /// is line `firstLine` of the page.
  public static func decode(
    _ header: RuleHeader, body: String, firstLine: Int
  ) -> (page: RulePage, problems: [ConfigProblem]) {
    var parser = Parser(firstLine: firstLine)
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      parser.read(line)
    }
    parser.finish()
    return (RulePage(header: header, sections: parser.sections), parser.problems.sorted())
  }

  /// The front matter between the `---` lines, and the rest of the page.
  public static func split(
    _ page: String
  ) -> (frontMatter: String, body: String, bodyLine: Int)? {
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == "---",
      let end = lines.dropFirst().firstIndex(of: "---")
    else { return nil }
    return (
      lines[1..<end].joined(separator: "\n"), lines[(end + 1)...].joined(separator: "\n"), end + 2
    )
  }
}

extension RulePage.Section {
  /// The firmwares that the blocks of the section make.
  public var examples: [RulePage.Example] {
    var examples: [RulePage.Example] = []
    for block in blocks {
      if let file = block.file, let last = examples.last,
        last.blocks.allSatisfy({ $0.file != nil && $0.file != file })
      {
        examples[examples.count - 1].blocks.append(block)
        examples[examples.count - 1].options += block.options
        examples[examples.count - 1].also += block.also
        examples[examples.count - 1].platform = last.platform ?? block.platform
      } else {
        examples.append(
          RulePage.Example(
            platform: block.platform, also: block.also, options: block.options, blocks: [block]))
      }
    }
    return examples
  }
}

extension RulePage {
  /// Reads a page line by line: headings, fences and the text between them.
  private struct Parser {
    var sections: [Section] = []
    var problems: [ConfigProblem] = []
    private var line: Int
    private var text: [Substring] = []
    private var block: Block?
    private var code: [Substring] = []

    init(firstLine: Int) {
      line = firstLine - 1
    }

    mutating func read(_ content: Substring) {
      line += 1
      if block != nil {
        text.append(content)
        if content == "```" { closeBlock() } else { code.append(content) }
      } else if content.hasPrefix("## ") {
        openSection(content.dropFirst("## ".count))
      } else if content.hasPrefix("# ") {
        report("a page has no title of its own: code and name stand in the front matter")
      } else if content.hasPrefix("```") {
        text.append(content)
        openBlock(content.dropFirst("```".count))
      } else {
        text.append(content)
      }
    }

    mutating func finish() {
      if block != nil {
        report("the code block is not closed")
        closeBlock()
      }
      closeSection()
      let given = sections.map(\.title)
      for title in Title.allCases where !given.contains(title) {
        report("the section '\(title.rawValue)' is missing")
      }
      if given != Title.allCases.filter(given.contains) {
        report("the sections must come in the order \(Title.allCases.map(\.rawValue))")
      }
    }

    private mutating func openSection(_ heading: Substring) {
      closeSection()
      guard let title = Title(rawValue: String(heading)) else {
        let nearest = nearestName(to: String(heading), in: Title.allCases.map(\.rawValue)) ?? ""
        report("unknown section '\(heading)'; the nearest known one is '\(nearest)'")
        return
      }
      sections.append(Section(title: title, text: "", line: line))
    }

    private mutating func closeSection() {
      defer { text = [] }
      let lines = text.drop(while: \.isEmpty)
      let end = lines.lastIndex { !$0.isEmpty } ?? lines.startIndex - 1
      let trimmed = lines.prefix(through: max(end, lines.startIndex - 1))
      guard !sections.isEmpty else {
        if !trimmed.isEmpty { report("there is text before the first section") }
        return
      }
      sections[sections.count - 1].text = trimmed.joined(separator: "\n")
      if trimmed.isEmpty { report("the section is empty", at: sections[sections.count - 1].line) }
    }

    private mutating func openBlock(_ info: Substring) {
      var words = info.split(separator: " ")
      let language = words.isEmpty ? "" : String(words.removeFirst())
      if language.isEmpty { report("the code block names no language") }
      var opened = Block(language: language, text: "", line: line + 1)
      for word in words {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        if parts.count == 1 {
          opened.options.append(parts[0])
        } else if parts[0] == "platform" {
          opened.platform = parts[1]
        } else if parts[0] == "file" {
          opened.file = parts[1]
        } else if parts[0] == "also" {
          opened.also = parts[1].split(separator: ",").map(String.init)
        } else {
          let nearest = nearestName(to: parts[0], in: ["platform", "file", "also"]) ?? ""
          report("unknown attribute '\(parts[0])'; the nearest known one is '\(nearest)'")
        }
      }
      block = opened
    }

    private mutating func closeBlock() {
      guard var closed = block else { return }
      closed.text = code.map { $0 + "\n" }.joined()
      if sections.isEmpty {
        report("a code block stands before the first section")
      } else {
        sections[sections.count - 1].blocks.append(closed)
      }
      block = nil
      code = []
    }

    private mutating func report(_ message: String, at line: Int? = nil) {
      let position = Position(line: UInt32(line ?? self.line), column: 1)
      problems.append(ConfigProblem(position, message))
    }
  }
}
