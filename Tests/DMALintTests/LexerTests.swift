import Testing

@testable import DMALint

/// What each point of the lexical grammar is cut into.
@Suite struct LexerTests {
  @Test func words() {
    check("let x_1 = _", "kw:let id:x_1 = id:_")
    check("async get consuming some of", "id:async id:get id:consuming id:some id:of")
    check("self Self super Any init deinit", "kw:self kw:Self kw:super kw:Any kw:init kw:deinit")
    check("classy clas class", "id:classy id:clas kw:class")
    check("a.default", "id:a . kw:default")
    for keyword in Self.keywords {
      check(keyword, "kw:\(keyword)")
      check(keyword + "s0", "id:\(keyword)s0")
    }
  }

  private static let keywords = [
    "Any", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default",
    "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil",
    "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return",
    "Self", "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true",
    "try", "typealias", "var", "where", "while",
  ]

  @Test func quotedAndNumberedNames() {
    check("`class`.`a b/c`", "id:`class` . id:`a␣b/c`")
    check("$0 + $name$1", "id:$0 op:+ id:$name$1")
    check("`open\nx", "` id:open id:x")
    check("``", "id:``")
  }

  @Test func unicodeNames() {
    check("größe π 🐄🐄", "id:größe id:π id:🐄🐄")
    check("a\u{300}b", "id:a\u{300}b")
    check("\u{300}a", "id:\u{300}a")
    check("a\u{A0}b", "id:a id:b")
    check("a →→ b", "id:a op:→→ id:b")
    check("√x", "prefix:√ id:x")
  }

  @Test func integers() {
    check("0 1_000 0xFF_ff 0o17 0b1010", "int:0 int:1_000 int:0xFF_ff int:0o17 int:0b1010")
    check("10px 0b12 0o9 0xg", "int:10px int:0b12 int:0o9 int:0xg")
    check("1.description", "int:1 . id:description")
    check("0xFF.add(2)", "int:0xFF . id:add ( int:2 )")
    check("0xAB.fp", "int:0xAB . id:fp")
    check("0x1.0 ", "int:0x1.0")
    check("1...2", "int:1 op:... int:2")
    check("1. ", "int:1 .")
  }

  @Test func floats() {
    check("1.5 1e9 1.5e-3 1_0.0_1E+2", "float:1.5 float:1e9 float:1.5e-3 float:1_0.0_1E+2")
    check("0x1p4 0x1.8p-1", "float:0x1p4 float:0x1.8p-1")
    check("1e", "float:1e")
    check("1.5x", "float:1.5 id:x")
    check("pair.0.1", "id:pair . int:0 . int:1")
    check("-1.5", "prefix:- float:1.5")
  }

  @Test func operatorsByPosition() {
    check("a + b", "id:a op:+ id:b")
    check("a+b", "id:a op:+ id:b")
    check("-a", "prefix:- id:a")
    check("a++", "id:a postfix:++")
    check("f(+)", "id:f ( op:+ )")
    check("a ?? b", "id:a op:?? id:b")
    check("a! a? !a", "id:a postfix:! id:a postfix:? prefix:! id:a")
    check("a!=b", "id:a postfix:! = id:b")
    check("a ? b : c", "id:a ? id:b : id:c")
    check("f(&x, a & b, a&b)", "id:f ( prefix:& id:x , id:a op:& id:b , id:a op:& id:b )")
    check("() -> Int", "( ) -> id:Int")
    check("x=1", "id:x = int:1")
    check(".a", ". id:a")
    check("a.b", "id:a . id:b")
    check("[a..., ...b]", "[ id:a postfix:... , prefix:... id:b ]")
    check("a..<b", "id:a op:..< id:b")
    check("x^.y", "id:x postfix:^ . id:y")
    check("^.y", "prefix:^ . id:y")
    check("a/**/-b", "id:a prefix:- id:b")
    check("a-/**/b", "id:a postfix:- id:b")
    check("a +// c\nb", "id:a op:+ id:b")
    check("~=", "op:~=")
  }

  /// Where generic arguments end is for the parser to know.
  @Test func angleBrackets() {
    check("[A<B<C>>]", "[ id:A op:< id:B op:< id:C postfix:>> ]")
    check("A<B>?", "id:A op:< id:B postfix:>?")
  }

  @Test func punctuation() {
    check("(a, [b]; {c})", "( id:a , [ id:b ] ; { id:c } )")
    check("\\.path", "\\ . id:path")
    check("[32 of UInt8]", "[ int:32 id:of id:UInt8 ]")
    check("Module::name :::", "id:Module :: id:name :: :")
    check("@main @Sendable", "@ id:main @ id:Sendable")
    check("#selector(x) #line", "# id:selector ( id:x ) # id:line")
  }

  @Test func directives() {
    check(
      "#if os(none)\n#elseif A\n#else\n#endif",
      "dir:#if id:os ( id:none ) dir:#elseif id:A dir:#else dir:#endif")
    check("#sourceLocation(file: x)", "dir:#sourceLocation ( id:file : id:x )")
    check("if #available(X 1, *)", "kw:if kw:#available ( id:X int:1 , op:* )")
    check("#unavailable #iffy", "kw:#unavailable # id:iffy")
  }

  @Test func strings() {
    check(#""""#, #"open:" close:""#)
    check(#""a b""#, #"open:" str:a␣b close:""#)
    check(#""\"\\" x"#, #"open:" str:\"\\ close:" id:x"#)
    check(#""\u{1F600}""#, #"open:" str:\u{1F600} close:""#)
    check("'a' b", "open:' str:a close:' id:b")
    check(#""// /* ""#, #"open:" str://␣/*␣ close:""#)
  }

  @Test func multilineStrings() {
    check("\"\"\"\n  a \"b\"\n  \"\"\" c", "open:\"\"\" str:⏎␣␣a␣\"b\"⏎␣␣ close:\"\"\" id:c")
    check("\"\"\"\n\\\"\"\" \\\n\"\"\"", "open:\"\"\" str:⏎\\\"\"\"␣\\⏎ close:\"\"\"")
    check("\"\"\"\na\r\nb\r\"\"\"", "open:\"\"\" str:⏎a␍⏎b␍ close:\"\"\"")
    check("\"\"\"\na", "open:\"\"\" str:⏎a")
  }

  @Test func rawStrings() {
    check(##"#"a"b\n"#"##, ##"open:# open:" str:a"b\n close:" close:#"##)
    check(###"##"a"#"##"###, ###"open:## open:" str:a"# close:" close:##"###)
    check(
      ##"#"\#(x)\(y)"#"##,
      ##"open:# open:" open:\ open:# open:( id:x close:) str:\(y) close:" close:#"##)
    check(##"#"\#"#"# x"##, ##"open:# open:" str:\#"# close:" close:# id:x"##)
    check(##"#"""#"##, ##"open:# open:" str:" close:" close:#"##)
    check("#\"\"\"\na\"\"\"b\n\"\"\"#", "open:# open:\"\"\" str:⏎a\"\"\"b⏎ close:\"\"\" close:#")
  }

  @Test func interpolations() {
    check(#""a\(b)c""#, #"open:" str:a open:\ open:( id:b close:) str:c close:""#)
    check(#""\(f(1))""#, #"open:" open:\ open:( id:f ( int:1 ) close:) close:""#)
    check(
      #""\("\(x)")""#,
      #"open:" open:\ open:( open:" open:\ open:( id:x close:) close:" close:) close:""#)
    check(
      #""\(a ? "b" : "c")""#,
      #"open:" open:\ open:( id:a ? open:" str:b close:" : open:" str:c close:" close:) close:""#)
    check(
      "\"\"\"\n\\(\n  x\n)\n\"\"\"",
      "open:\"\"\" str:⏎ open:\\ open:( id:x close:) str:⏎ close:\"\"\"")
    check(
      #""\(try? (a))b""#,
      #"open:" open:\ open:( kw:try postfix:? ( id:a ) close:) str:b close:""#)
  }

  @Test func unclosedStrings() {
    check("\"a\nb", "open:\" str:a id:b")
    check("\"\nb", "open:\" id:b")
    check("\"\\(a\nb", "open:\" open:\\ open:( id:a id:b")
    check("\"\\(\"c\nb", "open:\" open:\\ open:( open:\" str:c id:b")
    check(
      "\"\"\"\n\\(\"\\(a\n)\n\"\"\"",
      "open:\"\"\" str:⏎ open:\\ open:( open:\" open:\\ open:( id:a close:) str:⏎ close:\"\"\"")
    check("#\"a\nb", "open:# open:\" str:a id:b")
  }

  @Test func regexLiterals() {
    check("x = /a b/", "id:x = re:/a␣b/")
    check("#/a/b/#", "re:#/a/b/#")
    check("#/\n  a # c\n/#", "re:#/⏎␣␣a␣#␣c⏎/#")
    check("f(/a/)", "id:f ( re:/a/ )")
    check("f(/a/, b)", "id:f ( re:/a/ , id:b )")
    check("!/a/.x", "prefix:! re:/a/ . id:x")
    check("/[)]\\//", "re:/[)]\\//")
    check("try? /^ x/", "kw:try postfix:? re:/^␣x/")
    check("return /x/", "kw:return re:/x/")
    check("##/a/#b/##", "re:##/a/#b/##")
    check("#/open\nx", "re:#/open id:x")
    check("#/\nopen", "re:#/ id:open")
  }

  @Test func division() {
    check("a / b / c", "id:a op:/ id:b op:/ id:c")
    check("a/b/c", "id:a op:/ id:b op:/ id:c")
    check("f(/, /)", "id:f ( op:/ , op:/ )")
    check("(a) / 2 / b", "( id:a ) op:/ int:2 op:/ id:b")
    check("prefix operator /^/", "id:prefix kw:operator op:/^/")
    check("func /(a: A)", "kw:func prefix:/ ( id:a : id:A )")
    check("f(/) // g(/)", "id:f ( op:/ )")
    check("x /= y", "id:x op:/= id:y")
    check("reduce(1, /x)", "id:reduce ( int:1 , prefix:/ id:x )")
  }

  @Test func trivia() {
    check("a /* b /* c */ d */ e", "id:a id:e")
    check("a /* b /* c */", "id:a")
    check("a // b\nc", "id:a id:c")
    check("a // b\rc", "id:a id:c")
    check("a /**/ /***/ b", "id:a id:b")
    check("*/", "unknown:*/")
    check("a\r\nb\tc\u{B}d\u{C}e", "id:a id:b id:c id:d id:e")
    check("\u{FEFF}#!/usr/bin/swift \"\nlet", "kw:let")
    check("#!shebang", "")
    check("\u{FEFF}-x", "prefix:- id:x")
    check("\u{FEFF}/x/", "re:/x/")
    check("", "")
  }

  @Test func unknown() {
    check("a \u{0}\u{1} b", "id:a unknown:\u{0}\u{1} id:b")
    check("a \u{201D} b", "id:a unknown:\u{201D} id:b")
    check("\u{201C}a b\u{201D} c", "id:\u{201C}a␣b\u{201D} id:c")
    check("<#T##Int#> + <#x", "id:<#T##Int#> op:+ prefix:< # id:x")
    check(
      "a\n<<<<<<< A\nb\n=======\nc\n>>>>>>> B\nd",
      "id:a unknown:<<<<<<<␣A⏎b⏎=======⏎c⏎>>>>>>>␣B id:d")
    check("<<<<<<< A\nb", "op:<<<<<<< id:A id:b")
    #expect(kinds([0x61, 0xFF, 0xC3, 0x61]) == [.identifier, .unknown, .identifier, .eof])
    #expect(kinds([0x22, 0xFF, 0x22]) == [.punctuation, .string, .punctuation, .eof])
    #expect(kinds([0xED, 0xA0, 0x80]) == [.unknown, .eof])
  }

  @Test func surroundings() {
    let tokens = Lexer.tokens(of: Array("a(b) /* */\n  c // d".utf8))
    let flags: [TokenFlags] = [
      [.startsLine, .spaceBefore],
      [],
      [],
      .spaceAfter,
      [.startsLine, .spaceBefore, .spaceAfter],
      [.spaceBefore, .spaceAfter],
    ]
    #expect(tokens.map(\.flags) == flags)
    let name = Lexer.tokens(of: Array("x `y`".utf8))[1]
    #expect(name.flags == [.spaceBefore, .spaceAfter, .quoted])
  }

  @Test func listing() {
    let tokens = Lexer.tokens(of: Array("a+\"é\"".utf8))
    #expect(
      Token.listing(of: tokens) == """
        0 1 identifier
        1 2 operator
        2 3 punctuation
        3 5 string
        5 6 punctuation
        6 6 eof

        """)
  }

  @Test func commentsBetweenTokens() {
    let source = "#!//a\n// b\nx/*c*/\"//d\" /* e /* f */ */ // g\r\nlast //"
    let bytes = Array(source.utf8)
    let comments = Comment.comments(of: bytes, tokens: Lexer.tokens(of: bytes))
    let texts = comments.map { text(bytes, $0.range.start, $0.range.end) }
    #expect(texts == ["//␣b", "/*c*/", "/*␣e␣/*␣f␣*/␣*/", "//␣g", "//"])
    #expect(comments.map(\.form) == [.line, .block, .block, .line, .line])
  }
}

/// Checks what `source` is cut into, written as one word for each token but the last.
///
/// Punctuation stands for itself; `open:` and `close:` mark delimiters of strings, `prefix:` and
/// `postfix:` what binds to one side. In texts, `␣`, `⏎` and `␍` stand for white space.
private func check(
  _ source: String, _ expected: String, _ location: SourceLocation = #_sourceLocation
) {
  let bytes = Array(source.utf8)
  let tokens = Lexer.tokens(of: bytes)
  let written = tokens.dropLast().map { token in
    mark(token) + text(bytes, token.start, token.end)
  }
  #expect(written.joined(separator: " ") == expected, sourceLocation: location)
  expectTiling(bytes, location)
}

private func mark(_ token: Token) -> String {
  if !token.flags.isDisjoint(with: [.stringDelimiter, .interpolation]) {
    return token.flags.contains(.prefix) ? "open:" : "close:"
  }
  if token.flags.contains(.prefix) { return "prefix:" }
  if token.flags.contains(.postfix) { return "postfix:" }
  switch token.kind {
  case .identifier: return "id:"
  case .keyword: return "kw:"
  case .operator: return "op:"
  case .punctuation, .attribute, .eof: return ""
  case .integer: return "int:"
  case .float: return "float:"
  case .string: return "str:"
  case .regex: return "re:"
  case .directive: return "dir:"
  case .unknown: return "unknown:"
  }
}

private func text(_ bytes: [UInt8], _ start: UInt32, _ end: UInt32) -> String {
  String(decoding: bytes[Int(start)..<Int(end)], as: UTF8.self).unicodeScalars.map { scalar in
    switch scalar {
    case " ": "␣"
    case "\n": "⏎"
    case "\r": "␍"
    default: String(scalar)
    }
  }.joined()
}

private func kinds(_ bytes: [UInt8]) -> [TokenKind] { Lexer.tokens(of: bytes).map(\.kind) }
