@testable import DMALint

/// A rough scanner for tests of suppressions: comments outside of string literals, and statements
/// by the marks `«` … `»` that the test puts around them (and that count as blanks).
enum CommentScanner {
  static func annotations(of text: SourceText, file: UInt32 = 0) -> FileAnnotations {
    let bytes = text.bytes
    let lines = LineTable(bytes)
    var comments: [FileAnnotations.Comment] = []
    var index = 0
    var inString = false
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") { inString.toggle() }
      let pair = bytes[index...].prefix(2)
      guard !inString, pair.elementsEqual("//".utf8) || pair.elementsEqual("/*".utf8) else {
        index += 1
        continue
      }
      var end = index + 2
      if pair.elementsEqual("//".utf8) {
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      } else {
        while end < bytes.count, !bytes[index + 2..<end].suffix(2).elementsEqual("*/".utf8) {
          end += 1
        }
      }
      comments.append(
        FileAnnotations.Comment(
          SourceRange(
            file: FileID(file), start: lines.position(of: UInt32(index)),
            end: lines.position(of: UInt32(end))),
          String(decoding: bytes[index..<end], as: UTF8.self)))
      index = end
    }
    return FileAnnotations(file: FileID(file), comments: comments)
  }
}
