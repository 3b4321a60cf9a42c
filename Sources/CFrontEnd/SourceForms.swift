import CLibclang
import DMALint

/// What libclang's cursors leave out and the source text tells.
extension UnitContext {
  // MARK: Operators

  /// The operator of a binary expression or assignment by its spelling; nil where an older library
  /// does not tell and a macro hides the text.
  func binaryOperator(_ expression: CXCursor, _ parts: [CXCursor]) -> String? {
    if let kind = functions.getCursorBinaryOperatorKind {
      let kind = Int(kind(expression))
      return UnitContext.binaryOperators.indices.contains(kind)
        ? UnitContext.binaryOperators[kind] : nil
    }
    guard parts.count == 2 else { return nil }
    let left = library.extent(parts[0])
    let right = library.extent(parts[1])
    guard left.file == right.file, left.endOffset < right.startOffset else { return nil }
    let text = text(left.file)
    guard Int(right.startOffset) <= text.count else { return nil }
    return SourceForms.binaryOperator(text[Int(left.endOffset)..<Int(right.startOffset)])
  }

  /// The operator of a unary expression; `++` and `--` on either side.
  func unaryOperator(_ expression: CXCursor) -> String? {
    if let kind = functions.getCursorUnaryOperatorKind {
      let kind = Int(kind(expression))
      return UnitContext.unaryOperators.indices.contains(kind)
        ? UnitContext.unaryOperators[kind] : nil
    }
    return writtenUnaryOperator(expression)?.spelling
  }

  func isPostfix(_ expression: CXCursor) -> Bool {
    if let kind = functions.getCursorUnaryOperatorKind {
      return (1...2).contains(kind(expression))
    }
    return writtenUnaryOperator(expression)?.isPostfix ?? false
  }

  private func writtenUnaryOperator(
    _ expression: CXCursor
  ) -> (spelling: String, isPostfix: Bool)? {
    let extent = library.extent(expression)
    let text = text(extent.file)
    let end = min(Int(extent.endOffset), text.count)
    guard Int(extent.startOffset) < end else { return nil }
    return SourceForms.unaryOperator(text[Int(extent.startOffset)..<end])
  }

  private static let binaryOperators: [String?] = [
    nil, nil, nil, "*", "/", "%", "+", "-", "<<", ">>", nil, "<", ">", "<=", ">=", "==", "!=", "&",
    "^", "|", "&&", "||", "=", "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|=", ",",
  ]

  private static let unaryOperators: [String?] = [
    nil, "++", "--", "++", "--", "&", "*", "+", "-", "~", "!", "__real", "__imag", "__extension__",
  ]

  // MARK: Loops

  struct ForParts {
    var start: CXCursor?
    var condition: CXCursor?
    var step: CXCursor?
    var body: CXCursor?
  }

  /// The parts of a `for`: libclang leaves out empty ones without a trace.
  func parts(ofFor statement: CXCursor) -> ForParts {
    let children = library.children(statement)
    var parts = ForParts()
    parts.body = children.last
    let heads = Array(children.dropLast())
    let extent = library.extent(statement)
    if let semicolons = SourceForms.semicolons(ofFor: text(extent.file), at: extent.startOffset) {
      for head in heads {
        let offset = library.extent(head).startOffset
        if offset < semicolons.first {
          parts.start = head
        } else if offset < semicolons.second {
          parts.condition = head
        } else {
          parts.step = head
        }
      }
    } else {
      // A macro's loop: go by what the parts are.
      assign(heads, to: &parts)
    }
    return parts
  }

  private func assign(_ heads: [CXCursor], to parts: inout ForParts) {
    if heads.count == 3 {
      (parts.start, parts.condition, parts.step) = (heads[0], heads[1], heads[2])
      return
    }
    for (index, head) in heads.enumerated() {
      if head.kind == CursorKind.declaration {
        parts.start = head
      } else if changes(head) {
        if index == 0, heads.count == 2, !changes(heads[1]) {
          parts.start = head
        } else if parts.step == nil, index == heads.count - 1 {
          parts.step = head
        } else {
          parts.start = head
        }
      } else {
        parts.condition = head
      }
    }
  }

  private func changes(_ expression: CXCursor) -> Bool {
    switch expression.kind {
    case CursorKind.compoundAssignment: true
    case CursorKind.binary:
      ["=", ","].contains(
        binaryOperator(expression, library.children(expression)).map { $0 } ?? "")
    case CursorKind.unary: ["++", "--"].contains(unaryOperator(expression) ?? "")
    default: false
    }
  }

  // MARK: Atomics and strings

  /// The name of the atomic builtin that an expression calls; nil where it is none.
  func atomicName(_ expression: CXCursor) -> String? {
    let start = functions.getRangeStart(functions.getCursorExtent(expression))
    var file: CXFile?
    var offset: UInt32 = 0
    functions.getSpellingLocation(start, &file, nil, nil, &offset)
    let word = SourceForms.word(text(file), at: offset)
    if Builtins.operation(word) != nil { return word }
    // Older libraries give the place of the macro, not of its text.
    functions.getFileLocation(start, &file, nil, nil, &offset)
    let macro = SourceForms.word(text(file), at: offset)
    if Builtins.operation(macro) != nil { return macro }
    return output.macros.firstName(inExpansionOf: macro) { Builtins.operation($0) != nil }
  }

  /// Bytes of a string literal without its terminator.
  func byteCount(ofString literal: CXCursor) -> Int {
    let type = functions.getCursorType(literal)
    return max(0, Int(functions.getArraySize(type)) - 1)
  }

  // MARK: Initialisers

  /// The names of the fields that a list for a record initialises, in order.
  func fieldNames(of list: CXCursor) -> [String] {
    let type = functions.getCanonicalType(functions.getCursorType(list))
    return library.fields(of: type).map(library.spelling)
  }

  /// `.name = value` or `[index] = value`.
  func designator(_ element: CXCursor) -> (name: String, value: CXCursor)? {
    guard element.kind == CursorKind.unexposedExpression else { return nil }
    let parts = library.children(element)
    guard parts.count >= 2, let value = parts.last else { return nil }
    let names = parts.dropLast()
    if names.contains(where: { $0.kind == CursorKind.memberReference }) {
      var path = ""
      for name in names {
        if name.kind == CursorKind.memberReference {
          let spelling = library.spelling(name)
          if !path.isEmpty, !spelling.isEmpty { path += "." }
          path += spelling
        } else if let index = evaluate(name) {
          path += "[\(index)]"
        }
      }
      return (path, value)
    }
    // An array's designated element has the type `void` and the index first.
    guard functions.getCursorType(element).kind == TypeKind.void,
      let index = names.first.flatMap(library.evaluate)
    else { return nil }
    return ("[\(index)]", value)
  }

  /// The field that a designator's path starts with.
  func firstName(_ path: String) -> String {
    String(path.prefix { $0 != "." && $0 != "[" })
  }
}

/// Forms of C source, read from bytes.
enum SourceForms {
  typealias Text = UnsafeBufferPointer<UInt8>

  static func word(_ text: Text, at start: UInt32) -> String {
    var end = Int(start)
    guard end < text.count else { return "" }
    while end < text.count, CharacterClass.isWord(text[end]) { end += 1 }
    return String(decoding: text[Int(start)..<end], as: UTF8.self)
  }

  /// The offsets of the two semicolons in the head of the `for` at an offset; nil where none stands
  /// there.
  static func semicolons(ofFor text: Text, at start: UInt32) -> (first: UInt32, second: UInt32)? {
    guard word(text, at: start) == "for" else { return nil }
    var index = Int(start) + 3
    var depth = 0
    var found: [UInt32] = []
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth <= 0 { return nil }
      case UInt8(ascii: ";") where depth == 1:
        found.append(UInt32(index))
        if found.count == 2 { return (found[0], found[1]) }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let quote = text[index]
        index += 1
        while index < text.count, text[index] != quote, text[index] != 0x0A {
          index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      case UInt8(ascii: "/"):
        index = afterComment(text, at: index) - 1
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The offset after a comment that starts at `index`, else after the slash.
  private static func afterComment(_ text: Text, at index: Int) -> Int {
    guard index + 1 < text.count else { return index + 1 }
    if text[index + 1] == UInt8(ascii: "/") {
      return text[index...].firstIndex(of: 0x0A) ?? text.count
    }
    guard text[index + 1] == UInt8(ascii: "*") else { return index + 1 }
    var end = index + 2
    while end + 1 < text.count,
      !(text[end] == UInt8(ascii: "*") && text[end + 1] == UInt8(ascii: "/"))
    {
      end += 1
    }
    return min(end + 2, text.count)
  }

  /// The operator in the text between two operands, which may end and start with parentheses.
  static func binaryOperator(_ text: Slice<Text>) -> String? {
    var operatorBytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: "/"), index + 1 < text.endIndex,
        text[index + 1] == UInt8(ascii: "/") || text[index + 1] == UInt8(ascii: "*")
      {
        index = afterComment(text.base, at: index)
        continue
      }
      if CharacterClass.isBlank(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
        || byte == UInt8(ascii: "\\")
      {
        if !operatorBytes.isEmpty { break }
      } else if "+-*/%<>=!&|^,".utf8.contains(byte) {
        operatorBytes.append(byte)
      } else {
        break
      }
      index += 1
    }
    let known: Set<String> = [
      "+", "-", "*", "/", "%", "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "&", "|", "^", "&&",
      "||", "=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^=", ",",
    ]
    let spelling = String(decoding: operatorBytes, as: UTF8.self)
    return known.contains(spelling) ? spelling : nil
  }

  static func unaryOperator(_ text: Slice<Text>) -> (spelling: String, isPostfix: Bool)? {
    for spelling in ["++", "--", "&", "*", "+", "-", "~", "!", "__extension__", "__real"]
    where text.starts(with: spelling.utf8) {
      return (spelling, false)
    }
    for spelling in ["++", "--"] where text.suffix(2).elementsEqual(spelling.utf8) {
      return (spelling, true)
    }
    return nil
  }
}
