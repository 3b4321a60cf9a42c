/// The parameters and results of a function, from its lowered type.
struct SILFunctionType: Sendable {
  /// The texts of the parameters, with conventions: `@inout Array<UInt8>`.
  var parameters: [String] = []
  var result = ""
  /// `method`, `c`, `thin`, `witness_method` …
  var convention = ""

  /// Results and errors that the caller gives room for: they come first among the arguments.
  var indirectResults: Int {
    SILFunctionType.count("@out ", in: result) + SILFunctionType.count("@pack_out ", in: result)
  }
  var indirectErrors: Int { SILFunctionType.count("@error_indirect ", in: result) }

  var hasSelf: Bool {
    convention == "method" || convention.utf8.starts(with: "witness_method".utf8)
  }

  var isNever: Bool { result == "Never" }

  /// The type of the direct result.
  var resultType: FlowType? {
    guard !result.isEmpty else { return nil }
    guard let type = SILTypeReader.type(result) else { return nil }
    if type.name == "Tuple" {
      return SILFunctionType.count("@error ", in: result) > 0 ? type.arguments.first : type
    }
    return type
  }

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var position = 0
    func starts(_ part: String) -> Bool { bytes[position...].starts(with: part.utf8) }
    // Attributes, substitutions and generic signatures in front of the parameters.
    while position < bytes.count, bytes[position] != UInt8(ascii: "(") {
      if starts("@convention(") {
        let start = position + 12
        position = start
        while position < bytes.count, bytes[position] != UInt8(ascii: ")") { position += 1 }
        convention = String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
        position += 1
      } else if bytes[position] == UInt8(ascii: "<") {
        position = SILFunctionType.balanced(bytes, position)
      } else {
        position += 1
      }
    }
    guard position < bytes.count else { return }
    let end = SILFunctionType.balanced(bytes, position)
    parameters = SILFunctionType.split(bytes[(position + 1)..<max(position + 1, end - 1)])
    position = end
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "-"), bytes[position + 1] == UInt8(ascii: ">") {
        position += 2
        break
      }
      position += 1
    }
    guard position < bytes.count else { return }
    while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    var stop = position
    var depth = 0
    let mark = Array(" for <".utf8)
    while stop < bytes.count {
      if depth == 0, bytes[stop...].starts(with: mark) { break }
      switch bytes[stop] {
      case UInt8(ascii: "("), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ">") where bytes[stop - 1] != UInt8(ascii: "-"): depth -= 1
      default: break
      }
      stop += 1
    }
    result = String(decoding: bytes[position..<stop], as: UTF8.self)
  }

  private static func balanced(_ bytes: [UInt8], _ start: Int) -> Int {
    var depth = 0
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where position > 0 && bytes[position - 1] != UInt8(ascii: "-"):
        depth -= 1
      default: break
      }
      position += 1
      if depth <= 0 { return position }
    }
    return position
  }

  private static func split(_ bytes: ArraySlice<UInt8>) -> [String] {
    var parts: [String] = []
    var depth = 0
    var start = bytes.startIndex
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">")
      where index > bytes.startIndex && bytes[index - 1] != UInt8(ascii: "-"):
        depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        parts.append(text(bytes[start..<index]))
        start = index + 1
      default: break
      }
    }
    if start < bytes.endIndex { parts.append(text(bytes[start...])) }
    return parts
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.drop { $0 == 0x20 }, as: UTF8.self)
  }

  private static func count(_ mark: String, in text: String) -> Int {
    var count = 0
    let mark = Array(mark.utf8)
    let bytes = Array(text.utf8)
    var index = 0
    var depth = 0
    let isList = bytes.first == UInt8(ascii: "(")
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ">") where index > 0 && bytes[index - 1] != UInt8(ascii: "-"): depth -= 1
      default: break
      }
      if depth == (isList ? 1 : 0), bytes[index...].starts(with: mark) { count += 1 }
      index += 1
    }
    return count
  }
}
