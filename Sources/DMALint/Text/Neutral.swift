/// Makes text from files harmless for terminals, build logs and readers.
///
/// Source, paths and messages come from people who may want to deceive: escape sequences move the
/// cursor, bidirectional controls reorder what is read, and a build log takes `::error::` at the
/// start of a line, or `##[` anywhere, for a command.
public enum Neutral {
  /// The text on one line, with every harmful character as a visible `\u{…}`.
  public static func text(_ text: String) -> String {
    if isPlain(text.utf8) { return text }
    var result = String.UnicodeScalarView()
    var hashes = 0
    // A log trims white space before it looks for a command.
    var isLeading = true
    for scalar in text.unicodeScalars {
      let startsCommand = (scalar == ":" && isLeading) || (scalar == "[" && hashes >= 2)
      if isHarmful(scalar) || startsCommand {
        result.append(contentsOf: escape(scalar))
      } else {
        result.append(scalar)
      }
      if !scalar.properties.isWhitespace { isLeading = false }
      hashes = scalar == "#" ? hashes + 1 : 0
    }
    return String(result)
  }

  /// Whether the text is printable ASCII without anything that could begin a command.
  static func isPlain(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.first.map { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ":") } ?? true
      && bytes.allSatisfy { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "#") }
  }

  /// The same for a text of several lines, whose line ends stay.
  public static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Neutral.text(String($0)) }
      .joined(separator: "\n")
  }

  /// The visible form of a character.
  static func escape(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars
  }

  /// Controls, bidirectional and invisible characters, line and paragraph separators, tags.
  static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
