/// Output sections and what goes into them.
extension ScriptParser {
  /// One entry of `SECTIONS`.
  mutating func sectionStatement() {
    if cursor.take(Ascii.semicolon) { return }
    let line = cursor.line
    guard let name = cursor.word(stopsAtColon: true) else {
      report("this part of SECTIONS was not understood")
      cursor.advance()
      return
    }
    switch name {
    case "ENTRY", "ASSERT", "NOCROSSREFS", "EXTERN", "INSERT":
      skipArguments()
    case "INCLUDE":
      included { parser in parser.entries { $0.sectionStatement() } }
    case "OVERLAY": overlay(line: line)
    default:
      if let assignment = assignment(name, line: line) {
        script.statements.append(.assignment(assignment))
      } else {
        outputSection(name, line: line)
      }
    }
  }

  private mutating func outputSection(_ name: String, line: Int) {
    var section = LinkerScript.OutputSection(name: name, line: line)
    if cursor.next() != Ascii.colon {
      sectionType()
      if cursor.next() != Ascii.colon { section.address = expression() }
      sectionType()
    }
    guard cursor.take(Ascii.colon) else {
      report("the output section '\(name)' was not understood: ':' is missing", line: line)
      // What may be its body would be read as sections.
      if cursor.take(Ascii.leftBrace) {
        cursor.skipBalanced(Ascii.leftBrace, Ascii.rightBrace)
      }
      return
    }
    while !cursor.isAtEnd, cursor.next() != Ascii.leftBrace {
      guard let attribute = cursor.identifier() else {
        if cursor.take(Ascii.leftParenthesis) {
          cursor.skipBalanced(Ascii.leftParenthesis, Ascii.rightParenthesis)
          continue
        }
        break
      }
      sectionAttribute(attribute, &section)
    }
    guard cursor.take(Ascii.leftBrace) else {
      report("the output section '\(name)' has no '{'", line: line)
      return
    }
    var commands: [LinkerScript.Command] = []
    entries { commands += $0.command() }
    section.commands = commands
    sectionEnd(&section)
    script.statements.append(.section(section))
  }

  /// `(NOLOAD)` and its like, which say nothing about the place.
  private mutating func sectionType() {
    guard cursor.next() == Ascii.leftParenthesis else { return }
    let saved = cursor
    cursor.advance()
    let types = ["NOLOAD", "COPY", "INFO", "OVERLAY", "DSECT", "READONLY", "TYPE"]
    if cursor.next() == Ascii.rightParenthesis {
      cursor.advance()
      return
    }
    guard let word = cursor.identifier(), types.contains(word) else {
      cursor = saved
      return
    }
    cursor.skipBalanced(Ascii.leftParenthesis, Ascii.rightParenthesis)
  }

  private mutating func sectionAttribute(
    _ name: String, _ section: inout LinkerScript.OutputSection
  ) {
    switch name {
    case "ALIGN", "AT", "SUBALIGN":
      guard cursor.take(Ascii.leftParenthesis) else { return }
      let value = expression()
      if name == "ALIGN" { section.alignment = value }
      if !cursor.take(Ascii.rightParenthesis) { report("')' is missing") }
    case "ALIGN_WITH_INPUT", "ONLY_IF_RO", "ONLY_IF_RW", "SPECIAL": break
    default: report("'\(name)' is no attribute of output sections that dmalint knows")
    }
  }

  /// `> REGION AT> REGION :phdr =fill`.
  private mutating func sectionEnd(_ section: inout LinkerScript.OutputSection) {
    while !cursor.isAtEnd {
      if cursor.take(Ascii.greater) {
        section.region = cursor.word(stopsAtColon: true)
      } else if takesLoadAddress() {
        continue
      } else if cursor.take(Ascii.colon) {
        _ = cursor.word(stopsAtColon: true)
      } else if cursor.take(Ascii.equal) {
        _ = expression()
      } else if cursor.take(Ascii.comma) {
        return
      } else {
        return
      }
    }
  }

  /// `AT> REGION` or `AT (address)`; a section whose name begins with these letters is left alone.
  private mutating func takesLoadAddress() -> Bool {
    let saved = cursor
    if cursor.take(symbol: "AT") {
      if cursor.take(Ascii.greater) {
        _ = cursor.word(stopsAtColon: true)
        return true
      }
      if cursor.take(Ascii.leftParenthesis) {
        cursor.skipBalanced(Ascii.leftParenthesis, Ascii.rightParenthesis)
        return true
      }
    }
    cursor = saved
    return false
  }

  /// `OVERLAY start : NOCROSSREFS AT (…) { section { … } … } > REGION`: all begin at one address.
  private mutating func overlay(line: Int) {
    var start: ScriptExpression?
    if cursor.next() != Ascii.colon { start = expression() }
    guard cursor.take(Ascii.colon) else {
      report("this OVERLAY was not understood", line: line)
      return
    }
    while !cursor.isAtEnd, cursor.next() != Ascii.leftBrace {
      guard cursor.identifier() != nil else { break }
      if cursor.take(Ascii.leftParenthesis) {
        cursor.skipBalanced(Ascii.leftParenthesis, Ascii.rightParenthesis)
      }
    }
    guard cursor.take(Ascii.leftBrace) else { return }
    var sections: [LinkerScript.OutputSection] = []
    entries { parser in
      let line = parser.cursor.line
      guard let name = parser.cursor.word(stopsAtColon: true) else { return }
      var section = LinkerScript.OutputSection(name: name, line: line)
      section.address = sections.isEmpty ? start : sections[0].address
      guard parser.cursor.take(Ascii.leftBrace) else { return }
      var commands: [LinkerScript.Command] = []
      parser.entries { commands += $0.command() }
      section.commands = commands
      var ignored = section
      parser.sectionEnd(&ignored)
      sections.append(section)
    }
    var shared = LinkerScript.OutputSection(name: "", line: line)
    sectionEnd(&shared)
    for var section in sections {
      section.region = shared.region
      if section.address == nil { section.address = .unknown }
      script.statements.append(.section(section))
    }
  }

  // MARK: Input

  /// One statement of an output section's body.
  mutating func command() -> [LinkerScript.Command] {
    if cursor.take(Ascii.semicolon) || cursor.take(Ascii.comma) { return [] }
    let line = cursor.line
    guard let word = cursor.word(), nesting < Self.nestingLimit else {
      report("this part of an output section was not understood")
      cursor.advance()
      return []
    }
    nesting += 1
    defer { nesting -= 1 }
    switch word {
    case "KEEP":
      guard cursor.take(Ascii.leftParenthesis) else { return [] }
      var found: [LinkerScript.Command] = []
      while !cursor.isAtEnd, !cursor.take(Ascii.rightParenthesis) {
        let start = cursor.position
        found += command()
        if cursor.position == start { cursor.advance() }
      }
      return found
    case "BYTE", "SHORT", "LONG", "QUAD", "SQUAD":
      skipArguments()
      let sizes: [String: UInt64] = ["BYTE": 1, "SHORT": 2, "LONG": 4]
      return [.data(sizes[word] ?? 8)]
    case "FILL", "ASSERT", "CONSTRUCTORS", "CREATE_OBJECT_SYMBOLS", "LINKER_VERSION",
      "INPUT_SECTION_FLAGS":
      skipArguments()
      return []
    case "ASCIZ", "ASCII":
      _ = cursor.word()
      return [.data(1)]
    case "INCLUDE":
      var found: [LinkerScript.Command] = []
      included { parser in parser.entries { found += $0.command() } }
      return found
    case "SORT", "SORT_BY_NAME", "SORT_BY_ALIGNMENT", "SORT_BY_INIT_PRIORITY", "REVERSE":
      // Around a file's name or CONSTRUCTORS; the order does not change who goes where.
      guard cursor.take(Ascii.leftParenthesis) else { return [] }
      let file = cursor.word() ?? "*"
      if !cursor.take(Ascii.rightParenthesis) { report("')' is missing", line: line) }
      return file == "CONSTRUCTORS" ? [] : input(file, excluded: [])
    case "EXCLUDE_FILE":
      let excluded = fileList()
      return input(cursor.word() ?? "*", excluded: excluded)
    default:
      if let assignment = assignment(word, line: line) { return [.assignment(assignment)] }
      return input(word, excluded: [])
    }
  }

  private mutating func fileList() -> [String] {
    guard cursor.take(Ascii.leftParenthesis) else { return [] }
    var files: [String] = []
    while let file = cursor.word() {
      files.append(file)
      _ = cursor.take(Ascii.comma)
    }
    if !cursor.take(Ascii.rightParenthesis) { report("')' is missing") }
    return files
  }

  private mutating func input(_ file: String, excluded: [String]) -> [LinkerScript.Command] {
    guard cursor.take(Ascii.leftParenthesis) else {
      return [
        .input(
          LinkerScript.InputPattern(
            file: file, excluded: excluded,
            sections: [LinkerScript.SectionPattern(name: "*", excluded: [])]))
      ]
    }
    var sections: [LinkerScript.SectionPattern] = []
    sectionPatterns(into: &sections, depth: 0)
    return [
      .input(LinkerScript.InputPattern(file: file, excluded: excluded, sections: sections))
    ]
  }

  /// Patterns up to the bracket that closes them.
  private mutating func sectionPatterns(
    into sections: inout [LinkerScript.SectionPattern], depth: Int
  ) {
    var excluded: [String] = []
    while !cursor.isAtEnd, !cursor.take(Ascii.rightParenthesis) {
      if cursor.take(Ascii.comma) { continue }
      guard let word = cursor.word() else {
        report("this list of sections was not understood")
        cursor.skipBalanced(Ascii.leftParenthesis, Ascii.rightParenthesis)
        return
      }
      if word == "EXCLUDE_FILE" {
        excluded = fileList()
        continue
      }
      if word.hasPrefix("SORT") || word == "REVERSE", cursor.take(Ascii.leftParenthesis) {
        guard depth < 8 else {
          report("SORT is nested too deeply")
          cursor.skipBalanced(Ascii.leftParenthesis, Ascii.rightParenthesis)
          continue
        }
        sectionPatterns(into: &sections, depth: depth + 1)
        continue
      }
      sections.append(LinkerScript.SectionPattern(name: word, excluded: excluded))
      // It holds for the pattern that follows it only.
      excluded = []
    }
  }
}
