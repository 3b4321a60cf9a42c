/// Finds anchors, aliases and tags in the text of a YAML file, before a parser expands them.
///
/// Looks only at the beginnings of tokens, outside comments, quotes and block texts.
enum YAMLReferences {
  /// The line of the first one and its kind in the plural.
  static func first(in bytes: [UInt8]) -> (line: UInt32, kind: String)? {
    var scan = Scan()
    var line: UInt32 = 1
    for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if let kind = scan.next(text) { return (line, kind) }
      line += 1
    }
    return nil
  }

  private struct Scan {
    /// The quote that is open at the end of a line.
    var quote: UInt8?
    /// The indentation that a block text has to exceed.
    var block: Int?
    /// How many flow lists and mappings are open.
    var depth = 0

    mutating func next(_ line: ArraySlice<UInt8>) -> String? {
      if let outer = block {
        if line.allSatisfy(isSpace) || line.prefix(while: { $0 == 0x20 }).count > outer {
          return nil
        }
        block = nil
      }
      // Where the innermost key of the line stands, behind the dashes of lists.
      var indentation = 0
      // Whether a token may begin here.
      var atStart = true
      var previous: UInt8 = 0x20
      var index = line.startIndex
      while index < line.endIndex {
        let byte = line[index]
        if let open = quote {
          if open == UInt8(ascii: "\""), byte == UInt8(ascii: "\\") { index += 1 }
          if byte == open { quote = nil }
          atStart = false
        } else {
          switch byte {
          case UInt8(ascii: "#") where isSpace(previous): return nil
          case UInt8(ascii: "\"") where atStart, UInt8(ascii: "'") where atStart: quote = byte
          case UInt8(ascii: "&") where atStart && isName(line, index + 1): return "anchors"
          case UInt8(ascii: "*") where atStart && isName(line, index + 1): return "aliases"
          case UInt8(ascii: "!") where atStart: return "tags"
          case UInt8(ascii: "|") where atStart && depth == 0,
            UInt8(ascii: ">") where atStart && depth == 0:
            block = indentation
            return nil
          default: break
          }
          let wasStart = atStart
          atStart = nextIsStart(byte, after: previous, atStart: atStart)
          if wasStart, !atStart, isSpace(previous), indentation == 0 {
            indentation = index - line.startIndex
          }
        }
        previous = byte
        index += 1
      }
      return nil
    }

    private mutating func nextIsStart(_ byte: UInt8, after previous: UInt8, atStart: Bool) -> Bool {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if atStart { depth += 1 }
        return atStart
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth = max(0, depth - 1)
        return false
      case UInt8(ascii: ","): return depth > 0
      case UInt8(ascii: ":"): return previous == UInt8(ascii: "\"") || previous == UInt8(ascii: "'")
      case UInt8(ascii: "-"), UInt8(ascii: "?"): return atStart
      default:
        return isSpace(byte) && (atStart || previous == UInt8(ascii: ":"))
      }
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private func isName(_ line: ArraySlice<UInt8>, _ index: Int) -> Bool {
      index < line.endIndex && !isSpace(line[index]) && !",[]{}".utf8.contains(line[index])
    }
  }
}
