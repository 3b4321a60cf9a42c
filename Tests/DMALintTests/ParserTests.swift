import Testing

@testable import DMALint

/// Reads a source and compares its statements, printed one a line, and then its gaps.
func checkTree(
  _ source: String, _ tree: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let bytes = Array(source.utf8)
  let printed = SyntaxPrinter.print(bytes, tokens: Lexer.tokens(of: bytes))
  #expect(printed == tree, sourceLocation: sourceLocation)
}

/// What is no Swift: it becomes a gap, and what follows it is read.
@Suite struct ParserGapTests {
  @Test func statements() {
    checkTree(
      "a b c",
      """
      a
      gap: the rest of a statement `b c`
      """)
    checkTree(
      """
      a )
      b
      """,
      """
      a
      b
      gap: the rest of a statement `)`
      """)
    checkTree(
      """
      f(a b)
      c
      """,
      """
      (call f a)
      c
      gap: expected ')' `b`
      """)
    checkTree(
      """
      }
      a
      """,
      """
      (unknown)
      a
      gap: a statement that is not understood `}`
      """)
    checkTree(
      """
      if a
      b
      """,
      """
      (if a {})
      b
      gap: expected '{' `b`
      """)
    checkTree(
      """
      x = 1 +
      }
      """,
      """
      (= x (+ 1 (unknown)))
      (unknown)
      gap: expected an expression `}`
      gap: a statement that is not understood `}`
      """)
    checkTree(
      """
      switch a { b
      case 1: c }
      """,
      """
      (switch a (case (value 1) {c}))
      gap: statements outside of a case `b`
      """)
  }

  @Test func declarations() {
    checkTree(
      """
      struct S {
        a b c
        var d: E
      }
      """,
      """
      (struct S (var d: E))
      gap: a member that is not understood `a b c`
      """)
    checkTree(
      "func f() {",
      """
      (func f () {})
      gap: expected '}' `{`
      gap: expected '}' ``
      """)
    checkTree(
      """
      struct S {
        var a: Int
      """,
      """
      (struct S (var a: Int))
      gap: expected '}' ``
      """)
    checkTree(
      """
      let a =
      let b = 1
      """,
      """
      (let a)
      (let b = 1)
      gap: expected an expression `let`
      """)
    checkTree(
      """
      func () {}
      let b = 1
      """,
      """
      (func  () {})
      (let b = 1)
      gap: expected the name of a function `(`
      """)
    checkTree(
      """
      #if X
      a
      """,
      """
      (#if [X] a)
      gap: expected '#endif' ``
      """)
  }

  @Test func bodiesAreReadToTheirOwnEnd() {
    checkTree(
      """
      func f() { a( }
      func g() { b }
      """,
      """
      (func f () {(call a (unknown))})
      (func g () {b})
      gap: expected an expression `}`
      """)
    checkTree(
      """
      func f() { "a }
      func g() { b }
      """,
      """
      (func f () {"a }" (func g () {b})})
      gap: expected '}' `{ "a }
      func g() { b }`
      gap: expected the end of a string `func`
      gap: expected '}' ``
      """)
  }
}

/// The parser's interface beyond trees.
@Suite struct ParserInterfaceTests {
  @Test func bodiesAndValuesAreSkipped() throws {
    let source = Array("let a = f(1)\nfunc g() { h() }".utf8)
    let tokens = Lexer.tokens(of: source)
    let file = SwiftParser.parse(source: source, tokens: tokens)
    guard case .variable(let variable) = file.declarations[0].kind,
      case .function(let function) = file.declarations[1].kind
    else {
      Issue.record("not a variable and a function")
      return
    }
    #expect(variable.bindings[0].value == nil)
    let value = try #require(variable.bindings[0].valueTokens)
    let body = try #require(function.body)
    #expect(value == 3..<7)
    #expect(body.range == ByteRange(22, 29))
    let (block, gaps) = SwiftParser.parseBody(body, source: source, tokens: tokens)
    #expect(block.statements.count == 1)
    #expect(block.range == body.range)
    #expect(gaps.isEmpty)
  }

  @Test func operatorsOfOtherFilesAreKnown() {
    let first = Array(
      "infix operator ^^: Q\nprecedencegroup Q { higherThan: BitwiseShiftPrecedence }".utf8)
    let operators = SwiftParser.parse(source: first, tokens: Lexer.tokens(of: first)).operators
    let second = Array("func f() { a * b ^^ c }".utf8)
    let tokens = Lexer.tokens(of: second)
    let file = SwiftParser.parse(source: second, tokens: tokens, operators: operators)
    var printer = SyntaxPrinter(source: second, tokens: tokens, operators: file.operators)
    #expect(printer.text(file.topLevel[0]) == "(func f () {(* a (^^ b c))})")
  }

  @Test func declarationsAreListedApartFromStatements() {
    let source = Array("import A\na()\n#if X\nlet b = 1\nc()\n#endif\nfunc d() {}".utf8)
    let file = SwiftParser.parse(source: source, tokens: Lexer.tokens(of: source))
    #expect(file.declarations.count == 3)
    #expect(file.topLevel.count == 4)
    guard case .conditional(let branches) = file.declarations[1].kind else {
      Issue.record("not a conditional")
      return
    }
    #expect(branches.map(\.elements.count) == [1])
  }
}
