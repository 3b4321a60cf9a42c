/// A page of Markdown as a terminal shows it: wrapped, code indented, emphasis as colour.
///
/// Covers what the pages of `Rules/` use: headings, paragraphs, lists, fenced code, tables,
/// `code`, emphasis and links. Everything else is shown as it is written.
public enum PageText {
  public static func render(_ markdown: String, width: Int = 80, isColoured: Bool = false) -> String
  {
    var printer = Printer(width: max(width, 20), ink: Ink(isColoured: isColoured))
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      printer.add(Substring(Neutral.text(String(line))))
    }
    printer.endParagraph()
    return printer.text
  }

  private struct Printer {
    let width: Int
    let ink: Ink
    var lines: [String] = []
    /// The words of the paragraph or list item that is being read.
    private var words: [Substring] = []
    /// What stands before its first line and before the others.
    private var lead = ""
    private var indent = ""
    private var fence: Substring?

    init(width: Int, ink: Ink) {
      self.width = width
      self.ink = ink
    }

    /// Never two blank lines in a row, none at the beginning.
    var text: String {
      var result = ""
      var isBlank = true
      for line in lines where !(line.isEmpty && isBlank) {
        result += line + "\n"
        isBlank = line.isEmpty
      }
      while result.hasSuffix("\n\n") { result.removeLast() }
      return result
    }

    mutating func add(_ line: Substring) {
      let content = line.drop { $0 == " " }
      if let open = fence {
        if content.hasPrefix(open) { fence = nil } else { lines.append("    \(line)") }
      } else if content.hasPrefix("```") || content.hasPrefix("~~~") {
        endParagraph()
        fence = content.prefix(3)
      } else if content.isEmpty {
        endParagraph()
        lines.append("")
      } else if content.hasPrefix("#"), let title = heading(content) {
        endParagraph()
        lines += ["", ink(inline(String(title)), .strong)]
      } else if content.hasPrefix("|") {
        endParagraph()
        lines.append(String(line))
      } else if let marker = listMarker(content) {
        endParagraph()
        lead = String(line.prefix(line.count - content.count)) + marker
        indent = String(repeating: " ", count: lead.count)
        words = content.dropFirst(marker.count).split(separator: " ")
      } else {
        words += content.split(separator: " ")
      }
    }

    mutating func endParagraph() {
      if words.isEmpty { return }
      var line = lead
      var isEmpty = true
      for word in words {
        if !isEmpty, line.count + 1 + word.count > width {
          lines.append(inline(line))
          line = indent
          isEmpty = true
        }
        line += isEmpty ? word : " " + word
        isEmpty = false
      }
      lines.append(inline(line))
      (words, lead, indent) = ([], "", "")
    }

    private func heading(_ line: Substring) -> Substring? {
      let title = line.drop { $0 == "#" }
      return title.hasPrefix(" ") ? title.dropFirst() : nil
    }

    private func listMarker(_ line: Substring) -> String? {
      if line.hasPrefix("- ") || line.hasPrefix("* ") { return "- " }
      let digits = line.prefix { $0.isASCII && $0.isNumber }
      return !digits.isEmpty && line.dropFirst(digits.count).hasPrefix(". ") ? digits + ". " : nil
    }

    /// Emphasis within one line: the markers go, `code` keeps its backticks unless there is colour.
    private func inline(_ line: String) -> String {
      var result = ""
      var code: String?
      var strong: String?
      var rest = Substring(line)
      while let character = rest.first {
        if character == "`" {
          if let text = code {
            result += ink.isColoured ? ink(text, .note) : "`\(text)`"
            code = nil
          } else {
            code = ""
          }
        } else if code != nil {
          code?.append(character)
        } else if rest.hasPrefix("**") {
          if let text = strong {
            result = text + ink(result, .strong)
            strong = nil
          } else {
            (strong, result) = (result, "")
          }
          rest = rest.dropFirst()
        } else {
          result.append(character)
        }
        rest = rest.dropFirst()
      }
      if let code { result += "`" + code }
      if let strong { result = strong + result }
      return result
    }
  }
}
