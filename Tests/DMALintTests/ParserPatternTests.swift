import DMALint
import Testing

/// Patterns: what binds, what is matched as a value.
@Suite struct ParserPatternTests {
  @Test func cases() {
    checkTree("if case .a = x {}", "(if (match .a x) {})")
    checkTree("if case .a(1) = x {}", "(if (match (.a (value 1)) x) {})")
    checkTree("if case .a(_) = x {}", "(if (match (.a _) x) {})")
    checkTree("if case .a(let b) = x {}", "(if (match (.a let:b) x) {})")
    checkTree("if case .a(var b) = x {}", "(if (match (.a var:b) x) {})")
    checkTree("if case let .a(b) = x {}", "(if (match (.a let:b) x) {})")
    checkTree("if case let .a(b, c: .d(e)) = x {}", "(if (match (.a let:b c: (.d let:e)) x) {})")
    checkTree("if case .a(let b, c: 5) = x {}", "(if (match (.a let:b c: (value 5)) x) {})")
    checkTree("if case A.b = x {}", "(if (match A.b x) {})")
    checkTree("if case A.b(let c) = x {}", "(if (match (A.b let:c) x) {})")
    checkTree("if case A<B>.c(let d) = x {}", "(if (match (A<B>.c let:d) x) {})")
    checkTree("if case let A.B.c(d) = x {}", "(if (match (A.B.c let:d) x) {})")
    checkTree("if case Self.a = x {}", "(if (match Self.a x) {})")
    checkTree("if case .a(.b(let c)) = x {}", "(if (match (.a (.b let:c)) x) {})")
    checkTree("if case .a()  = x {}", "(if (match (.a) x) {})")
    checkTree("if case .a(let b)? = x {}", "(if (match (.a let:b)? x) {})")
    checkTree("if case let .a(b)?? = x {}", "(if (match (.a let:b)?? x) {})")
    checkTree("if case .a(b:) = x {}", "(if (match .a x) {})")
    checkTree("if case .default = x {}", "(if (match .default x) {})")
    checkTree("if case .a(b: _, let c) = x {}", "(if (match (.a b: _ let:c) x) {})")
  }

  @Test func values() {
    checkTree("if case 1 = x {}", "(if (match (value 1) x) {})")
    checkTree("if case -1 = x {}", "(if (match (value (prefix- 1)) x) {})")
    checkTree("if case 1...5 = x {}", "(if (match (value (... 1 5)) x) {})")
    checkTree("if case ...5 = x {}", "(if (match (value (prefix... 5)) x) {})")
    checkTree("if case 5... = x {}", "(if (match (value (postfix... 5)) x) {})")
    checkTree(#"if case "a" = x {}"#, #"(if (match (value "a") x) {})"#)
    checkTree("if case nil = x {}", "(if (match (value nil) x) {})")
    checkTree("if case a = x {}", "(if (match (value a) x) {})")
    checkTree("if case a.b = x {}", "(if (match (value a.b) x) {})")
    checkTree("if case a.b.c = x {}", "(if (match (value a.b.c) x) {})")
    checkTree("if case a.b(c) = x {}", "(if (match (value (call a.b c)) x) {})")
    checkTree("if case (a) = x {}", "(if (match (tuple (value a)) x) {})")
    checkTree("if case (1 + 2) * 3 = x {}", "(if (match (value (* (tuple (+ 1 2)) 3)) x) {})")
    checkTree("if case .a.b = x {}", "(if (match (value .a.b) x) {})")
    checkTree("if case .a(b).c = x {}", "(if (match (value (call .a b).c) x) {})")
    checkTree("if case [1, 2] = x {}", "(if (match (value [1 2]) x) {})")
    checkTree("if case A.b + c = x {}", "(if (match (value (+ A.b c)) x) {})")
    checkTree("if case .a == b = x {}", "(if (match (value (== .a b)) x) {})")
    checkTree("if case true = x {}", "(if (match (value true) x) {})")
    checkTree("if case self.a = x {}", "(if (match (value self.a) x) {})")
    checkTree("if case A(b) = x {}", "(if (match (value (call A b)) x) {})")
    checkTree("if case ~a = x {}", "(if (match (value (prefix~ a)) x) {})")
  }

  @Test func bindings() {
    checkTree("if case let a = x {}", "(if (match let:a x) {})")
    checkTree("if case let a? = x {}", "(if (match let:a? x) {})")
    checkTree("if case let a as B = x {}", "(if (match (as let:a B) x) {})")
    checkTree("if case let (a, b) = x {}", "(if (match (tuple let:a let:b) x) {})")
    checkTree("if case (let a, var b) = x {}", "(if (match (tuple let:a var:b) x) {})")
    checkTree("if case let (a, (b, _)) = x {}", "(if (match (tuple let:a (tuple let:b _)) x) {})")
    checkTree("if case (let a, 1) = x {}", "(if (match (tuple let:a (value 1)) x) {})")
    checkTree("if case (a: let b, c) = x {}", "(if (match (tuple a: let:b (value c)) x) {})")
    checkTree("if case let (a as B, c?) = x {}", "(if (match (tuple (as let:a B) let:c?) x) {})")
    checkTree("if case var a = x {}", "(if (match var:a x) {})")
    checkTree("if case let a: B = x {}", "(if (match let:a: B x) {})")
    checkTree("if case _ = x {}", "(if (match _ x) {})")
    checkTree("if case _? = x {}", "(if (match _? x) {})")
    checkTree("if case is A = x {}", "(if (match (is A) x) {})")
    checkTree("if case is A.B<C> = x {}", "(if (match (is A.B<C>) x) {})")
    checkTree("if case let self as A = x {}", "(if (match (as let:self A) x) {})")
    checkTree("if case let (.a(b), c) = x {}", "(if (match (tuple (.a let:b) let:c) x) {})")
    checkTree("if case let .a(1, b) = x {}", "(if (match (.a (value 1) let:b) x) {})")
    checkTree("if case let f(x) = y {}", "(if (match (.f let:x) y) {})")
  }

  @Test func declared() {
    checkTree("let a = b", "(let a = b)")
    checkTree("let (a, b) = c", "(let (tuple let:a let:b) = c)")
    checkTree("let (a, _), d: Int = c", "(let (tuple let:a _), d: Int = c)")
    checkTree("var ((a, b), c) = d", "(var (tuple (tuple var:a var:b) var:c) = d)")
    checkTree("let _ = a", "(let _ = a)")
    checkTree("let _: A = b", "(let _: A = b)")
    checkTree("for ((a, b), _) in c {}", "(for (tuple (tuple let:a let:b) _) c {})")
    checkTree("let (x: a, y: b) = c", "(let (tuple x: let:a y: let:b) = c)")
  }
}
