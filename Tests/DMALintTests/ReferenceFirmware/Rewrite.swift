import Foundation

@testable import DMALint

/// What changes a program's text and not what it does.
enum Rewrite: String, CaseIterable {
  /// Comments, among them some that look like code.
  case comments
  /// Every declaration of a file stands where another one stood.
  case reordered
  /// Every declaration is in a file of its own.
  case split
  /// Every declaration is in a branch that is always built.
  case conditional
  /// All names that the program gives are others.
  case renamed

  func apply(to workspace: Workspace) throws {
    let folder = workspace.folder
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.sorted()
    let texts = try names.map { try workspace.read($0) }
    let given = Self.givenNames(texts)
    for (name, text) in zip(names, texts) {
      switch self {
      case .comments: try workspace.write(Self.commented(text), to: name)
      case .reordered:
        let parts = Self.declarations(text)
        try workspace.write(parts.imports + parts.rest.reversed().joined(separator: "\n"), to: name)
      case .split:
        let parts = Self.declarations(text)
        for (number, part) in parts.rest.enumerated() {
          try workspace.write(
            parts.imports + part, to: number == 0 ? name : "Part\(number)\(name)")
        }
      case .conditional:
        let parts = Self.declarations(text)
        let rest = parts.rest.map { "#if !NEVER\n\($0)#endif\n" }
        try workspace.write(parts.imports + rest.joined(separator: "\n"), to: name)
      case .renamed: try workspace.write(Self.renamed(text, given), to: name)
      }
    }
  }

  private static func commented(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { number, line in
      // A comment that suppresses stands before its line.
      number % 3 == 0 && !line.isEmpty && !(number > 0 && lines[number - 1].contains("dmalint:"))
        ? "// start(buffer) } \(number)\n/* { dmb_osh() /* wait() */ */\n\(line)" : String(line)
    }.joined(separator: "\n")
  }

  /// The imports, and the other declarations of the file with the comments before them: between two there
  /// is an empty line outside of all brackets.
  private static func declarations(_ text: String) -> (imports: String, rest: [String]) {
    var imports = ""
    var rest: [String] = []
    var current = ""
    var depth = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("import ") {
        imports += line + "\n"
        continue
      }
      let bytes = Array(line.utf8)
      for token in Lexer.tokens(of: bytes) where token.kind == .punctuation {
        switch bytes[Int(token.start)] {
        case Ascii.leftBrace, UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
        case Ascii.rightBrace, UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
      }
      if line.isEmpty, depth == 0, !current.isEmpty {
        rest.append(current)
        current = ""
      } else if !line.isEmpty || depth > 0 {
        current += line + "\n"
      }
    }
    if !current.isEmpty { rest.append(current) }
    return (imports, rest)
  }

  /// What libraries call things as well, or the linker, or the language.
  private static let notOurs: Set<String> = [
    "main", "init", "deinit", "count", "load", "store", "words", "isEmpty", "value", "next", "wait",
    "write", "read", "start", "end", "lock", "allocate", "source", "destination", "length",
    "stride",
    "information", "index", "print", "drop", "range", "name", "address", "Request",
    "Status",
    "Result", "Failure", "Value", "take", "size", "body", "Buffer", "memory", "rawValue", "console",
    "error", "status",
  ]

  private static func givenNames(_ texts: [String]) -> Set<String> {
    var names: Set<String> = []
    for text in texts {
      let bytes = Array(text.utf8)
      let tokens = Lexer.tokens(of: bytes)
      for (keyword, name) in zip(tokens, tokens.dropFirst()) where name.kind == .identifier {
        let word = String(decoding: bytes[Int(keyword.start)..<Int(keyword.end)], as: UTF8.self)
        if ["let", "var", "func", "struct", "enum", "protocol"].contains(word) {
          names.insert(String(decoding: bytes[Int(name.start)..<Int(name.end)], as: UTF8.self))
        }
      }
    }
    return names.subtracting(notOurs).filter { !$0.contains("_") }
  }

  private static func renamed(_ text: String, _ given: Set<String>) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    for token in Lexer.tokens(of: bytes) where token.kind == .identifier {
      let word = String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
      guard given.contains(word) else { continue }
      result += bytes[position..<Int(token.end)]
      result += Array("Q".utf8)
      position = Int(token.end)
    }
    return String(decoding: result + bytes[position...], as: UTF8.self)
  }
}
