import DMALint
import Testing

/// Expressions: literals, names, suffixes, operators, closures.
@Suite struct ParserExpressionTests {
  @Test func integers() {
    checkTree("5", "5")
    checkTree("0x4000_0000", "1073741824")
    checkTree("0b1010", "10")
    checkTree("0o17", "15")
    checkTree("1_000_000", "1000000")
    checkTree("18446744073709551615", "18446744073709551615")
    checkTree("18446744073709551616", "(integer)")
    checkTree("0xFFFF_FFFF_FFFF_FFFF", "18446744073709551615")
    checkTree("-5", "(prefix- 5)")
  }

  @Test func otherLiterals() {
    checkTree("1.5", "(float)")
    checkTree("0x1p3", "(float)")
    checkTree("true", "true")
    checkTree("false", "false")
    checkTree("nil", "nil")
    checkTree("/a.b/", "(regex)")
    checkTree("#/a b/#", "(regex)")
  }

  @Test func strings() {
    checkTree(#""""#, #""""#)
    checkTree(#""abc""#, #""abc""#)
    checkTree(#""a\n\t\"b""#, #""a\n\t\"b<5>""#)
    checkTree(#""\u{e9}\u{1F600}""#, #""\u{e9}\u{1F600}<6>""#)
    checkTree(#""é""#, #""é""#)
    checkTree(##"#"a\nb\#n"#"##, ##""a\nb\#n<5>""##)
    checkTree(#""a\(x)b""#, #""a\(x)b""#)
    checkTree(#""\(x, format: .hex)\(y)""#, #""\(x format: .hex)\(y)""#)
    checkTree(##"#"a\#(x)"#"##, #""a\(x)""#)
    checkTree(#""\("\(a)")""#, #""\("\(a)")""#)
    checkTree(
      #"""
      """
        a
          b
        """
      """#,
      """
      "
        a
          b
        <5>"
      """)
    checkTree(
      #"""
      """
        a \
        b

        """
      """#,
      #"""
      "
        a \
        b

        <4>"
      """#)
    checkTree(
      #"""
      """
        \(a)
        b
        """
      """#,
      #"""
      "
        <0>\(a)
        b
        <2>"
      """#)
  }

  @Test func collections() {
    checkTree("[]", "[]")
    checkTree("[:]", "[:]")
    checkTree("[1, 2, 3,]", "[1 2 3]")
    checkTree("[a: 1, b: 2]", "[a: 1 b: 2]")
    checkTree("[[1], [2]]", "[[1] [2]]")
    checkTree("()", "(tuple)")
    checkTree("(a)", "(tuple a)")
    checkTree("(a, b: c)", "(tuple a b: c)")
  }

  @Test func typesAsExpressions() {
    checkTree("[UInt8](repeating: 0, count: 5)", "(call (type [UInt8]) repeating: 0 count: 5)")
    checkTree("[UInt8]()", "(call (type [UInt8]))")
    checkTree("[Int: String]()", "(call (type [Int: String]))")
    checkTree("[UInt8].self", "(type [UInt8]).self")
    checkTree("[UInt8].init(a)", "(call (type [UInt8]).init a)")
    checkTree("[a].map(f)", "(call [a].map f)")
    checkTree("[8 of UInt8](repeating: 0)", "(call (type [8 of UInt8]) repeating: 0)")
    checkTree("[8 of UInt8].self", "(type [8 of UInt8]).self")
    checkTree("[2 of [3 of Int]]()", "(call (type [2 of [3 of Int]]))")
    checkTree("x = (Int) -> Void.self", "(= x (type (Int) -> Void.self))")
    checkTree(
      "f((Int, inout B) async throws(E) -> C)",
      "(call f (type (Int, inout B) async throws(E) -> C))")
    checkTree("(any P).self", "(tuple (type any P)).self")
    checkTree("any P.self", "(type any P.self)")
    checkTree("A<B>.self", "A<B>.self")
    checkTree("A<B, [C]>(d)", "(call A<B, [C]> d)")
    checkTree("A<B>?.none", "A<B>?.none")
    checkTree("A.B<C>.d", "A.B<C>.d")
    checkTree(
      "x = @convention(c) (Int) -> Void.self",
      "(= x (type @convention(c) ((Int) -> Void.self)))")
    checkTree("A<8>()", "(call A<8>)")
    checkTree("A<-8>()", "(call A<-8>)")
    checkTree("Int?.none", "Int?.none")
    checkTree("(A, B).self", "(tuple A B).self")
  }

  @Test func comparisonsAreNotGenerics() {
    checkTree("a < b", "(< a b)")
    checkTree("a < b && c > d", "(&& (< a b) (> c d))")
    checkTree(
      "a < b, c",
      """
      (< a b)
      gap: the rest of a statement `, c`
      """)
    checkTree("f(a < b, c > d)", "(call f (< a b) (> c d))")
    checkTree("f(a < b, c > (d))", "(call f (call a<b, c> d))")
    checkTree("i < n", "(< i n)")
    checkTree("a < b > c", "(> (< a b) c)")
    checkTree("a<b>", "a<b>")
    checkTree("x = a >> b", "(= x (>> a b))")
    checkTree("a<b>(c)", "(call a<b> c)")
  }

  @Test func names() {
    checkTree("self.a", "self.a")
    checkTree("super.b(c)", "(call super.b c)")
    checkTree("Self.a", "Self.a")
    checkTree("$0 + $1", "(+ $0 $1)")
    checkTree("`class`.`let`", "class.let")
    checkTree("Swift::max(a, b)", "(call max a b)")
    checkTree("a.Module::b", "a.b")
    checkTree("_ = a", "(= _ a)")
    checkTree("a.init(b)", "(call a.init b)")
    checkTree("a.self", "a.self")
    checkTree(".init", ".init")
    checkTree(".a", ".a")
    checkTree(".a(b)", "(call .a b)")
    checkTree(".a.b", ".a.b")
    checkTree(".default", ".default")
    checkTree("a.0.1", "a.0.1")
    checkTree("a.b(c:d:)", "a.b(c:d:)")
    checkTree("f(_:)(x)", "(call f x)")
    checkTree(
      "init(a:)",
      """
      (init (a: <unknown>))
      gap: expected a type `)`
      """)
    checkTree("x.`a b`", "x.a b")
    checkTree("UInt32.max", "UInt32.max")
  }

  @Test func calls() {
    checkTree("f()", "(call f)")
    checkTree("f(a)", "(call f a)")
    checkTree("f(a: b, c)", "(call f a: b c)")
    checkTree("f(a)(b)", "(call (call f a) b)")
    checkTree("a.b(c).d(e)", "(call (call a.b c).d e)")
    checkTree("a[1]", "(at a 1)")
    checkTree("a[x: 1, 2]", "(at a x: 1 2)")
    checkTree("a?.b", "a?.b")
    checkTree("a?.b?()", "(call a?.b?)")
    checkTree("a![0]", "(at a! 0)")
    checkTree("a?.b!.c", "a?.b!.c")
    checkTree("f(&a)", "(call f (& a))")
    checkTree("f(&a.b[c])", "(call f (& (at a.b c)))")
    checkTree("f(+)", "(call f +)")
    checkTree("f(0, +)", "(call f 0 +)")
    checkTree("f(by: <)", "(call f by: <)")
    checkTree("f(a, default: b)", "(call f a default: b)")
    checkTree(
      """
      f(
        a,
        b,
      )
      """,
      "(call f a b)")
    checkTree(
      """
      a
        .b()
        .c
      """,
      "(call a.b).c")
  }

  @Test func newlinesEndCalls() {
    checkTree(
      """
      a
      (b)
      """,
      """
      a
      (tuple b)
      """)
    checkTree(
      """
      a
      [b]
      """,
      """
      a
      [b]
      """)
    checkTree(
      """
      a
      { b }
      """,
      "(call a ^(closure {b}))")
    checkTree(
      """
      a.b
      -c
      """,
      """
      a.b
      (prefix- c)
      """)
    checkTree(
      """
      a
      - c
      """,
      "(- a c)")
    checkTree(
      """
      a
        - c
      """,
      "(- a c)")
    checkTree(
      """
      let x = a
      (b, c) = d
      """,
      """
      (let x = a)
      (= (tuple b c) d)
      """)
  }

  @Test func trailingClosures() {
    checkTree("f { a }", "(call f ^(closure {a}))")
    checkTree("f(a) { b }", "(call f a ^(closure {b}))")
    checkTree("f { a } b: { c }", "(call f ^(closure {a}) ^b: (closure {c}))")
    checkTree(
      "f(a) { b } c: { d } e: { g }",
      "(call f a ^(closure {b}) ^c: (closure {d}) ^e: (closure {g}))")
    checkTree("a.b { $0 }.c { $1 }", "(call (call a.b ^(closure {$0})).c ^(closure {$1}))")
    checkTree("a[0] { b }", "(at a 0 ^(closure {b}))")
    checkTree("f {}", "(call f ^(closure {}))")
    checkTree(
      """
      f { a }
      { b }
      """,
      """
      (call f ^(closure {a}))
      (closure {b})
      """)
    checkTree(".a { b }", "(call .a ^(closure {b}))")
    checkTree("f({ a })", "(call f (closure {a}))")
    checkTree(
      """
      5
      { b }
      """,
      """
      5
      (closure {b})
      """)
  }

  @Test func closures() {
    checkTree("{ a }", "(closure {a})")
    checkTree("{ a in b }", "(closure (_ a) in {b})")
    checkTree("{ a, b in c }", "(closure (_ a, _ b) in {c})")
    checkTree("{ (a, b) in c }", "(closure (_ a, _ b) in {c})")
    checkTree(
      "{ (a: Int, b: String) -> Bool in c }",
      "(closure (_ a: Int, _ b: String) -> Bool in {c})")
    checkTree("{ () -> Void in }", "(closure () -> Void in {})")
    checkTree("{ [weak self] in a }", "(closure [weak self] () in {a})")
    checkTree(
      "{ [unowned(unsafe) self, a, b = c.d] x in a }",
      "(closure [unowned(unsafe) self a b=c.d] (_ x) in {a})")
    checkTree("{ () async throws(E) -> A in b }", "(closure () async throws(E) -> A in {b})")
    checkTree("{ @MainActor (a: inout Int) in b }", "(closure (_ a: inout Int) in {b})")
    checkTree("{ _ in a }", "(closure (_ _) in {a})")
    checkTree("{ _, _ in a }", "(closure (_ _, _ _) in {a})")
    checkTree("{ async in a }", "(closure () async in {a})")
    checkTree("{ async throws in a }", "(closure () async throws in {a})")
    checkTree("{ $a in b }", "(closure (_ $a) in {b})")
    checkTree("{ (a) }", "(closure {(tuple a)})")
    checkTree("{ (a, b).c }", "(closure {(tuple a b).c})")
    checkTree("{ [a].b }", "(closure {[a].b})")
    checkTree("{ [a] in b }", "(closure [a] () in {b})")
    checkTree(
      """
      { let a = 1
      return a }
      """,
      "(closure {(let a = 1) (return a)})")
    checkTree("{ (a b: Int, c: Int...) in d }", "(closure (a b: Int, _ c: Int...) in {d})")
    checkTree(
      "{ (a: @escaping (Int) -> Void) in a(1) }",
      "(closure (_ a: @escaping ((Int) -> Void)) in {(call a 1)})")
  }

  @Test func prefixAndPostfix() {
    checkTree("-a", "(prefix- a)")
    checkTree("!a.b", "(prefix! a.b)")
    checkTree("~a & b", "(& (prefix~ a) b)")
    checkTree("a++", "(postfix++ a)")
    checkTree("-a.b()", "(prefix- (call a.b))")
    checkTree("&a", "(& a)")
    checkTree("...a", "(prefix... a)")
    checkTree("a...", "(postfix... a)")
    checkTree("!(a || b)", "(prefix! (tuple (|| a b)))")
    checkTree("x[...]", "(at x ...)")
    checkTree("a!", "a!")
    checkTree("a?.b += c", "(+= a?.b c)")
  }

  @Test func precedence() {
    checkTree("a + b * c", "(+ a (* b c))")
    checkTree("a * b + c", "(+ (* a b) c)")
    checkTree("a - b - c", "(- (- a b) c)")
    checkTree("a = b = c", "(= a (= b c))")
    checkTree("a ?? b ?? c", "(?? a (?? b c))")
    checkTree("a && b || c && d", "(|| (&& a b) (&& c d))")
    checkTree("a == b && c", "(&& (== a b) c)")
    checkTree("a < b == c", "(== (< a b) c)")
    checkTree("a << b * c", "(* (<< a b) c)")
    checkTree("a & b == c", "(== (& a b) c)")
    checkTree("a | b & c", "(| a (& b c))")
    checkTree("a..<b + c", "(..< a (+ b c))")
    checkTree("a as B ?? c", "(?? (as a B) c)")
    checkTree("a ?? b as C", "(?? a (as b C))")
    checkTree("a is B && c", "(&& (is a B) c)")
    checkTree("a + b as C", "(as (+ a b) C)")
    checkTree("a ? b : c ? d : e", "(? a b (? c d e))")
    checkTree("a ? b ? c : d : e", "(? a (? b c d) e)")
    checkTree("a = b ? c : d", "(= a (? b c d))")
    checkTree("a += b * c", "(+= a (* b c))")
    checkTree("a <<= 1", "(<<= a 1)")
    checkTree("a &+ b &* c", "(&+ a (&* b c))")
    checkTree("a ^ b | c", "(| (^ a b) c)")
    checkTree("a ~= b", "(~= a b)")
    checkTree("a .== b .& c", "(.& (.== a b) c)")
    checkTree("a >>= b", "(>>= a b)")
    checkTree("a &= ~b", "(&= a (prefix~ b))")
    checkTree("a as! B", "(as! a B)")
    checkTree("a as? B", "(as? a B)")
    checkTree("a is B", "(is a B)")
    checkTree("(a + b) * c", "(* (tuple (+ a b)) c)")
    checkTree("a = b as? C ?? d", "(= a (?? (as? b C) d))")
  }

  @Test func unknownOperators() {
    checkTree("a <> b + c", "(<> a (+ b c))")
    checkTree("a + b <> c", "(<> (+ a b) c)")
    checkTree("a = b <> c", "(= a (<> b c))")
  }

  @Test func effects() {
    checkTree("try a", "(try a)")
    checkTree("try? a.b()", "(try? (call a.b))")
    checkTree("try! a", "(try! a)")
    checkTree("await a", "(await a)")
    checkTree("try await a.b", "(try (await a.b))")
    checkTree("try a + b", "(try (+ a b))")
    checkTree("x = try a + b", "(= x (try (+ a b)))")
    checkTree("try x = a", "(try (= x a))")
    checkTree("await a && b", "(await (&& a b))")
    checkTree("x = await a ?? b", "(= x (await (?? a b)))")
    checkTree("try a ? b : c", "(try (? a b c))")
    checkTree("a ?? (try b)", "(?? a (tuple (try b)))")
    checkTree("unsafe a.b + c", "(unsafe (+ a.b c))")
    checkTree("x = unsafe p.pointee", "(= x (unsafe p.pointee))")
    checkTree("try await unsafe a()", "(try (await (unsafe (call a))))")
    checkTree("f(try a, await b)", "(call f (try a) (await b))")
    checkTree("try? a as? B", "(try? (as? a B))")
    checkTree("await .a", "(await .a)")
    checkTree("await(a)", "(await (tuple a))")
    checkTree("unsafe (a)", "(unsafe (tuple a))")
    checkTree("unsafe(a)", "(call unsafe a)")
    checkTree("unsafe { a }()", "(unsafe (call (closure {a})))")
    checkTree("await = 5", "(= await 5)")
  }

  @Test func wordsInFront() {
    checkTree("consume a", "(consume a)")
    checkTree("copy a.b", "(copy a.b)")
    checkTree("_ = consume a", "(= _ (consume a))")
    checkTree("consume(a)", "(call consume a)")
    checkTree("consume", "consume")
    checkTree("copy = 5", "(= copy 5)")
    checkTree("copy.a", "copy.a")
    checkTree("each a", "(each a)")
    checkTree("repeat each a", "(repeat (each a))")
    checkTree("f(repeat (each a, b))", "(call f (repeat (tuple (each a) b)))")
    checkTree("borrow a", "(borrow a)")
    checkTree("consume a.b + c", "(+ (consume a.b) c)")
  }

  @Test func keyPaths() {
    checkTree(#"\A.b"#, #"\A.b"#)
    checkTree(#"\.a"#, #"\.a"#)
    checkTree(#"\A<B>.c[0].d"#, #"\A<B>.c[0].d"#)
    checkTree(#"\.a?.b!"#, #"\.a?.b!"#)
    checkTree(#"\.self"#, #"\.self"#)
    checkTree(#"\[A].b"#, #"\[A].b"#)
    checkTree(#"\A?.?.b"#, #"\A?.?.b"#)
    checkTree(#"a.map(\.b)"#, #"(call a.map \.b)"#)
    checkTree(#"\.a.0"#, #"\.a.0"#)
    checkTree(#"\(A, B).0"#, #"\(A, B).0"#)
    checkTree(#"f(\.a, \.b)"#, #"(call f \.a \.b)"#)
  }

  @Test func macros() {
    checkTree("#line", "(#line)")
    checkTree("#file", "(#file)")
    checkTree("#selector(a.b)", "(#selector a.b)")
    checkTree("#a(b, c: d) { e }", "(#a b c: d ^(closure {e}))")
    checkTree("#a<B>(c)", "(#a c)")
    checkTree("#colorLiteral(red: 1)", "(#colorLiteral red: 1)")
    checkTree("#a::b(c)", "(#b c)")
  }

  @Test func statementsAsExpressions() {
    checkTree("x = if a { 1 } else { 2 }", "(= x (if a {1} {2}))")
    checkTree(
      """
      x = switch a { case 1: 2
      default: 3 }
      """,
      "(= x (switch a (case (value 1) {2}) (default {3})))")
    checkTree("f(if a { 1 } else { 2 })", "(call f (if a {1} {2}))")
    checkTree("if a { 1 } else { 2 } as Int", "(as (if a {1} {2}) Int)")
    checkTree("x = try if a { b() } else { c }", "(= x (try (if a {(call b)} {c})))")
    checkTree("return if a { 1 } else { 2 }", "(return (if a {1} {2}))")
  }

  @Test func conditionalSuffixes() {
    checkTree(
      """
      a
      #if X
        .b()
      #elseif Y
        .c
      #else
        .d { e }
      #endif
        .f
      """,
      "(call (call a.b).c.d ^(closure {e})).f")
    checkTree(
      """
      f(a
      #if X
      .b
      #endif
      )
      """,
      "(call f a.b)")
  }

  @Test func assignment() {
    checkTree("a = b", "(= a b)")
    checkTree("a.b[c] = d", "(= (at a.b c) d)")
    checkTree("(a, b) = (b, a)", "(= (tuple a b) (tuple b a))")
    checkTree("_ = a", "(= _ a)")
    checkTree("a |= b", "(|= a b)")
    checkTree("x.y &= ~(1 << 3)", "(&= x.y (prefix~ (tuple (<< 1 3))))")
    checkTree(
      "UnsafeMutablePointer<UInt32>(bitPattern: 0x4000_0000)!.pointee = 1",
      "(= (call UnsafeMutablePointer<UInt32> bitPattern: 1073741824)!.pointee 1)")
    checkTree("a? = b", "(= a? b)")
  }
}
