/// Reads a linker script. What it does not know is a problem with its line, and reading goes on.
public struct ScriptParser {
  var cursor: ScriptCursor
  var script = LinkerScript()
  var problems: [LinkProblem] = []
  private let include: (String) -> [UInt8]?
  private var depth: Int
  private var includesLeft: Int
  /// How deep `KEEP` and `PROVIDE` are nested at the moment.
  var nesting = 0
  static let nestingLimit = 16
  /// Parts that the expression being read may still have.
  var partsLeft = 0

  /// `include` answers the bytes of a file that the script names, nil where there is none.
  public static func read(_ bytes: [UInt8], include: (String) -> [UInt8]?) -> (
    script: LinkerScript, problems: [LinkProblem]
  ) {
    withoutActuallyEscaping(include) { include in
      var parser = ScriptParser(
        cursor: ScriptCursor(bytes, file: nil), include: include, depth: 0, includesLeft: 64)
      parser.topLevel()
      parser.reportDirectives()
      return (parser.script, parser.problems)
    }
  }

  private init(
    cursor: ScriptCursor, include: @escaping (String) -> [UInt8]?, depth: Int, includesLeft: Int
  ) {
    self.cursor = cursor
    self.include = include
    self.depth = depth
    self.includesLeft = includesLeft
  }

  mutating func report(_ message: String, line: Int? = nil) {
    guard problems.count < 200 else { return }
    problems.append(LinkProblem(message, line: line ?? cursor.line, file: cursor.file))
  }

  private mutating func reportDirectives() {
    guard let line = cursor.directives.first else { return }
    report(
      "this linker script has lines for the C preprocessor, which were skipped; give the "
        + "preprocessed script", line: line)
  }

  // MARK: Top level

  private mutating func topLevel() {
    while cursor.next() != 0 || !cursor.isAtEnd {
      let start = cursor.position
      statement()
      // Something was not understood at all.
      if cursor.position == start { cursor.advance() }
    }
  }

  private mutating func statement() {
    if cursor.take(Ascii.semicolon) { return }
    let line = cursor.line
    guard let name = cursor.word(stopsAtColon: true) else {
      report("this part of the linker script was not understood")
      cursor.advance()
      return
    }
    switch name {
    case "MEMORY":
      script.isUsable = true
      block { $0.memoryEntry() }
    case "SECTIONS":
      script.isUsable = true
      block { $0.sectionStatement() }
    case "INCLUDE": included { $0.topLevel() }
    case "REGION_ALIAS":
      guard cursor.take(Ascii.leftParenthesis), let alias = cursor.word(),
        cursor.take(Ascii.comma), let region = cursor.word(), cursor.take(Ascii.rightParenthesis)
      else {
        report("this REGION_ALIAS was not understood", line: line)
        return
      }
      _ = cursor.take(Ascii.semicolon)
      script.aliases[alias] = region
    case "INSERT":
      _ = cursor.word()
      _ = cursor.word()
    case "PHDRS", "VERSION":
      if cursor.take(Ascii.leftBrace) {
        cursor.skipBalanced(Ascii.leftBrace, Ascii.rightBrace)
      }
    case _ where Self.ignoredCommands.contains(name): skipArguments()
    default:
      guard let assignment = assignment(name, line: line) else {
        report("'\(name)' is no command of linker scripts that dmalint knows", line: line)
        skipArguments()
        return
      }
      script.statements.append(.assignment(assignment))
    }
  }

  /// Commands that say nothing about places.
  private static let ignoredCommands: Set<String> = [
    "ENTRY", "OUTPUT", "OUTPUT_FORMAT", "OUTPUT_ARCH", "SEARCH_DIR", "STARTUP", "INPUT", "GROUP",
    "TARGET", "EXTERN", "ASSERT", "NOCROSSREFS", "NOCROSSREFS_TO", "LD_FEATURE",
    "FORCE_COMMON_ALLOCATION", "INHIBIT_COMMON_ALLOCATION", "FORCE_GROUP_ALLOCATION",
    "AS_NEEDED",
  ]

  mutating func skipArguments() {
    if cursor.take(Ascii.leftParenthesis) {
      cursor.skipBalanced(Ascii.leftParenthesis, Ascii.rightParenthesis)
    }
    _ = cursor.take(Ascii.semicolon)
  }

  /// `{` entries `}`.
  private mutating func block(_ entry: (inout ScriptParser) -> Void) {
    guard cursor.take(Ascii.leftBrace) else {
      report("'{' is missing")
      return
    }
    entries(entry)
  }

  /// Entries up to the brace that closes the block, or the end of an included file.
  mutating func entries(_ entry: (inout ScriptParser) -> Void) {
    while !cursor.take(Ascii.rightBrace) {
      if cursor.isAtEnd {
        if depth == 0 { report("the linker script ends within a block") }
        return
      }
      let start = cursor.position
      entry(&self)
      if cursor.position == start { cursor.advance() }
    }
  }

  /// Reads the file that is named next as if its text stood here.
  mutating func included(_ read: (inout ScriptParser) -> Void) {
    let line = cursor.line
    guard let name = cursor.word() else {
      report("INCLUDE names no file", line: line)
      return
    }
    guard depth < 10, includesLeft > 0 else {
      report("INCLUDE of '\(name)' is nested too deeply", line: line)
      return
    }
    guard let bytes = include(name) else {
      report("the file '\(name)' that this script includes was not found", line: line)
      return
    }
    var inner = ScriptParser(
      cursor: ScriptCursor(bytes, file: name), include: include, depth: depth + 1,
      includesLeft: includesLeft - 1)
    swap(&inner.script, &script)
    read(&inner)
    inner.reportDirectives()
    swap(&inner.script, &script)
    includesLeft = inner.includesLeft
    problems += inner.problems
  }

  // MARK: Memory

  /// `NAME (attributes) : ORIGIN = expression, LENGTH = expression`.
  private mutating func memoryEntry() {
    let line = cursor.line
    guard let name = cursor.word(stopsAtColon: true) else { return }
    if name == "INCLUDE" {
      included { parser in parser.entries { $0.memoryEntry() } }
      return
    }
    var attributes = ""
    if cursor.take(Ascii.leftParenthesis) {
      while let part = cursor.word() { attributes += part }
      _ = cursor.take(Ascii.rightParenthesis)
    }
    guard cursor.take(Ascii.colon), let origin = field(["ORIGIN", "org", "o"]),
      cursor.take(Ascii.comma), let length = field(["LENGTH", "len", "l"])
    else {
      report("the memory region '\(name)' was not understood", line: line)
      return
    }
    _ = cursor.take(Ascii.comma) || cursor.take(Ascii.semicolon)
    script.regions.append(
      LinkerScript.Region(
        name: name, attributes: attributes, origin: origin, length: length, line: line))
  }

  private mutating func field(_ names: [String]) -> ScriptExpression? {
    guard let name = cursor.identifier(), names.contains(name), cursor.take(Ascii.equal) else {
      return nil
    }
    return expression()
  }

  // MARK: Assignments

  /// What follows the name of an assignment; nil where it is none.
  mutating func assignment(_ name: String, line: Int) -> LinkerScript.Assignment? {
    switch name {
    case "PROVIDE", "PROVIDE_HIDDEN", "HIDDEN":
      guard nesting < Self.nestingLimit, cursor.take(Ascii.leftParenthesis) else { return nil }
      nesting += 1
      defer { nesting -= 1 }
      guard let inner = cursor.word(), var assignment = assignment(inner, line: line) else {
        report("this \(name) was not understood", line: line)
        cursor.skipBalanced(Ascii.leftParenthesis, Ascii.rightParenthesis)
        return LinkerScript.Assignment(name: "", value: .unknown, isProvided: true)
      }
      assignment.isProvided = name != "HIDDEN"
      if !cursor.take(Ascii.rightParenthesis) { report("')' is missing", line: line) }
      _ = cursor.take(Ascii.semicolon)
      return assignment
    default: break
    }
    _ = cursor.next()
    if cursor.at(0) == Ascii.equal, cursor.at(1) != Ascii.equal {
      cursor.advance()
      let value = expression()
      _ = cursor.take(Ascii.semicolon)
      return LinkerScript.Assignment(name: name, value: value, isProvided: false)
    }
    let compound: [(StaticString, String)] = [
      ("+=", "+"), ("-=", "-"), ("*=", "*"), ("/=", "/"), ("<<=", "<<"), (">>=", ">>"),
      ("&=", "&"), ("|=", "|"),
    ]
    for (symbol, op) in compound where cursor.take(symbol: symbol) {
      let value = expression()
      _ = cursor.take(Ascii.semicolon)
      return LinkerScript.Assignment(
        name: name, value: .binary(op, name == "." ? .dot : .symbol(name), value),
        isProvided: false)
    }
    return nil
  }
}
