extension JSON {
  /// The text with a line end behind it: two spaces a level; containers that hold nothing but
  /// plain values stand on one line.
  ///
  /// Characters that could steer a terminal, turn the direction of the text or start a workflow
  /// command in a build log are written as escapes, which every reader turns back.
  func text() -> [UInt8] {
    var out: [UInt8] = []
    write(to: &out, depth: 0)
    out.append(0x0A)
    return out
  }

  private func write(to out: inout [UInt8], depth: Int) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .int(let value): out += String(value).utf8
    case .number(let text): out += text.utf8
    case .string(let text): writeString(text, to: &out)
    case .array(let elements):
      writeContainer(
        open: "[", close: "]", elements: elements, isFlat: elements.allSatisfy(\.isPlain),
        to: &out, depth: depth
      ) { $0.write(to: &$1, depth: depth + 1) }
    case .object(let members):
      writeContainer(
        open: "{", close: "}", elements: members, isFlat: members.allSatisfy(\.value.isPlain),
        to: &out, depth: depth
      ) { member, out in
        writeString(member.key, to: &out)
        out += ": ".utf8
        member.value.write(to: &out, depth: depth + 1)
      }
    }
  }

  private var isPlain: Bool {
    switch self {
    case .null, .bool, .int, .number, .string: true
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    }
  }

  private func writeContainer<Element>(
    open: Unicode.Scalar, close: Unicode.Scalar, elements: [Element], isFlat: Bool,
    to out: inout [UInt8], depth: Int, write: (Element, inout [UInt8]) -> Void
  ) {
    out.append(UInt8(ascii: open))
    for (index, element) in elements.enumerated() {
      if index > 0 { out += (isFlat ? ", " : ",").utf8 }
      if !isFlat { out += "\n".utf8 + [UInt8](repeating: 0x20, count: 2 * depth + 2) }
      write(element, &out)
    }
    if !isFlat { out += "\n".utf8 + [UInt8](repeating: 0x20, count: 2 * depth) }
    out.append(UInt8(ascii: close))
  }

  private func writeString(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    var hashes = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\"".utf8
      case "\\": out += "\\\\".utf8
      case "\n": out += "\\n".utf8
      case "\r": out += "\\r".utf8
      case "\t": out += "\\t".utf8
      case "[" where hashes >= 2: out += "\\u005b".utf8
      case _ where Neutral.isHarmful(scalar): writeEscape(scalar, to: &out)
      default: out += UTF8.encode(scalar).map(Array.init) ?? []
      }
      hashes = scalar == "#" ? hashes + 1 : 0
    }
    out.append(UInt8(ascii: "\""))
  }

  private func writeEscape(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
      let digits = String(unit, radix: 16)
      out += "\\u".utf8 + [UInt8](repeating: 0x30, count: 4 - digits.utf8.count) + digits.utf8
    }
  }
}
