import DMALint
import Testing

/// Statements, their conditions and boundaries.
@Suite struct ParserStatementTests {
  @Test func conditions() {
    checkTree("if a {}", "(if a {})")
    checkTree("if a, b {}", "(if a b {})")
    checkTree("if let a {}", "(if (binding let:a) {})")
    checkTree("if let a, let b = c {}", "(if (binding let:a) (binding let:b c) {})")
    checkTree("if var a: B = c {}", "(if (binding var:a: B c) {})")
    checkTree("if case .a(let b) = c {}", "(if (match (.a let:b) c) {})")
    checkTree("if case let .a(b, c: d) = e, f {}", "(if (match (.a let:b c: let:d) e) f {})")
    checkTree("if #available(iOS 13, *) {}", "(if (available) {})")
    checkTree("if #unavailable(iOS 13), a {}", "(if (available) a {})")
    checkTree("if a == b {}", "(if (== a b) {})")
    checkTree("if !a, (b) {}", "(if (prefix! a) (tuple b) {})")
    checkTree("if let self {}", "(if (binding let:self) {})")
    checkTree("if let self = self {}", "(if (binding let:self self) {})")
    checkTree("if let (a, b) = c {}", "(if (binding (tuple let:a let:b) c) {})")
    checkTree("if case let x? = y {}", "(if (match let:x? y) {})")
  }

  @Test func branches() {
    checkTree("if a { b } else { c }", "(if a {b} {c})")
    checkTree("if a { b } else if c { d } else { e }", "(if a {b} {(if c {d} {e})})")
    checkTree(
      """
      if a {
      } else if let b {
      }
      """,
      "(if a {} {(if (binding let:b) {})})")
    checkTree("guard a else { return }", "(guard a {(return)})")
    checkTree("guard let a, a > b else { throw c }", "(guard (binding let:a) (> a b) {(throw c)})")
    checkTree("guard let self else { return nil }", "(guard (binding let:self) {(return nil)})")
    checkTree("guard case .a = b else { fatalError() }", "(guard (match .a b) {(call fatalError)})")
  }

  @Test func closuresInConditions() {
    checkTree("if f { a }", "(if f {a})")
    checkTree("if f { $0 } == b { c }", "(if (== (call f ^(closure {$0})) b) {c})")
    checkTree("if a.b({ $0 }) { c }", "(if (call a.b (closure {$0})) {c})")
    checkTree(
      "for x in xs.filter { $0 > 4 } { a }",
      "(for let:x (call xs.filter ^(closure {(> $0 4)})) {a})")
    checkTree("if (f { a }) { b }", "(if (tuple (call f ^(closure {a}))) {b})")
    checkTree("while a.contains { $0 } {}", "(while (call a.contains ^(closure {$0})) {})")
    checkTree(
      """
      switch f { case 1: a
      default: b }
      """,
      "(switch f (case (value 1) {a}) (default {b}))")
    checkTree("if a.b { c } else { d }", "(if a.b {c} {d})")
    checkTree(
      "guard xs.allSatisfy({ $0 }) else { return }",
      "(guard (call xs.allSatisfy (closure {$0})) {(return)})")
    checkTree("if f { a } { b }", "(if (call f ^(closure {a})) {b})")
    checkTree("if x[{ a }()] { b }", "(if (at x (call (closure {a}))) {b})")
  }

  @Test func loops() {
    checkTree("while a {}", "(while a {})")
    checkTree("while let a = b.next() {}", "(while (binding let:a (call b.next)) {})")
    checkTree("while true { break }", "(while true {(break)})")
    checkTree("repeat { a } while b", "(repeat {a} b)")
    checkTree("for a in b {}", "(for let:a b {})")
    checkTree("for (a, b) in c {}", "(for (tuple let:a let:b) c {})")
    checkTree("for _ in 0..<10 {}", "(for _ (..< 0 10) {})")
    checkTree("for case let .a(b) in c {}", "(for (.a let:b) c {})")
    checkTree("for case let b? in c where d {}", "(for let:b? c where d {})")
    checkTree("for a: Int in b {}", "(for let:a: Int b {})")
    checkTree("for try await a in b {}", "(for try await let:a b {})")
    checkTree("for await a in b {}", "(for await let:a b {})")
    checkTree("for var a in b {}", "(for var:a b {})")
    checkTree("for a in b where c && d { e }", "(for let:a b where (&& c d) {e})")
    checkTree("for x in [1, 2] { x }", "(for let:x [1 2] {x})")
    checkTree("for unsafe in x {}", "(for let:unsafe x {})")
    checkTree("for unsafe a in x {}", "(for let:a x {})")
  }

  @Test func labels() {
    checkTree("a: for b in c { continue a }", "(label a (for let:b c {(continue a)}))")
    checkTree("a: while true { break a }", "(label a (while true {(break a)}))")
    checkTree("a: repeat {} while b", "(label a (repeat {} b))")
    checkTree("a: if b { break a }", "(label a (if b {(break a)}))")
    checkTree("a: switch b { default: break a }", "(label a (switch b (default {(break a)})))")
    checkTree("a: do { break a }", "(label a (do {(break a)}))")
    checkTree("then: for x in y { break then }", "(label then (for let:x y {(break then)}))")
  }

  @Test func jumps() {
    checkTree("return", "(return)")
    checkTree("return a", "(return a)")
    checkTree("return (a, b)", "(return (tuple a b))")
    checkTree(
      """
      return
      a
      """,
      "(return a)")
    checkTree(
      "return;a",
      """
      (return)
      a
      """)
    checkTree("throw a", "(throw a)")
    checkTree("break", "(break)")
    checkTree("continue", "(continue)")
    checkTree(
      """
      { return
      }
      """,
      "(closure {(return)})")
    checkTree("fallthrough", "(fallthrough)")
    checkTree("return -1", "(return (prefix- 1))")
    checkTree("return .a", "(return .a)")
    checkTree("return { a }", "(return (closure {a}))")
  }

  @Test func switches() {
    checkTree("switch a { case 1: b }", "(switch a (case (value 1) {b}))")
    checkTree(
      """
      switch a {
      case 1, 2: b
      case 3 where c: d
      default: e }
      """,
      "(switch a (case (value 1) (value 2) {b}) (case (value 3) where c {d}) (default {e}))")
    checkTree("switch a { case .b: c; d }", "(switch a (case .b {c d}))")
    checkTree(
      "switch a { case .b(let c, d: let e): f }",
      "(switch a (case (.b let:c d: let:e) {f}))")
    checkTree(
      """
      switch (a, b) { case (1, _): c
      case let (x, y): d }
      """,
      "(switch (tuple a b) (case (tuple (value 1) _) {c}) (case (tuple let:x let:y) {d}))")
    checkTree(
      """
      switch a {
      @unknown default: b }
      """,
      "(switch a (default {b}))")
    checkTree(
      """
      switch a { case .b: fallthrough
      case .c: break }
      """,
      "(switch a (case .b {(fallthrough)}) (case .c {(break)}))")
    checkTree(
      """
      switch a {
      #if X
      case 1: b
      #else
      case 2: c
      #endif
      default: d }
      """,
      "(switch a (case (value 1) {b}) (case (value 2) {c}) (default {d}))")
    checkTree(
      """
      switch a { case is B: c
      case let d as E: f }
      """,
      "(switch a (case (is B) {c}) (case (as let:d E) {f}))")
    checkTree(
      """
      switch a { case 1: if b { c }
      let d = 5
      case 2: {}() }
      """,
      "(switch a (case (value 1) {(if b {c}) (let d = 5)}) (case (value 2) {(call (closure {}))}))")
    checkTree("switch a {}", "(switch a)")
    checkTree(#"switch a { case "b"..."c": d }"#, #"(switch a (case (value (... "b" "c")) {d}))"#)
    checkTree(
      """
      switch a { case .b: #if X
      c
      #endif
      default: d }
      """,
      "(switch a (case .b {(#if [X] c)}) (default {d}))")
    checkTree("switch a { case b ? c : d: e }", "(switch a (case (value (? b c d)) {e}))")
    checkTree(
      "switch a { case .b(c) where d, .e: f }",
      "(switch a (case (.b (value c)) where d .e {f}))")
  }

  @Test func errors() {
    checkTree("do { a }", "(do {a})")
    checkTree("do { try a } catch { b }", "(do {(try a)} (catch {b}))")
    checkTree("do { a } catch let e { b }", "(do {a} (catch let:e {b}))")
    checkTree(
      "do { a } catch let e as E where e.f { b } catch { c }",
      "(do {a} (catch (as let:e E) where e.f {b}) (catch {c}))")
    checkTree("do { a } catch E.f, E.g(let h) { i }", "(do {a} (catch E.f (E.g let:h) {i}))")
    checkTree("do { a } catch is E { b }", "(do {a} (catch (is E) {b}))")
    checkTree("do throws(E) { a } catch { b }", "(do throws(E) {a} (catch {b}))")
    checkTree("do { a } catch where b { c }", "(do {a} (catch let:error where b {c}))")
    checkTree(
      """
      do {
      }
      catch .a {}
      """,
      "(do {} (catch .a {}))")
  }

  @Test func scopes() {
    checkTree("defer { a }", "(defer {a})")
    checkTree("do { a; b }", "(do {a b})")
    checkTree(
      """
      func f() { defer { unlock() }
      lock() }
      """,
      "(func f () {(defer {(call unlock)}) (call lock)})")
  }

  @Test func coroutines() {
    checkTree("yield a", "(yield a)")
    checkTree("yield &a", "(yield (& a))")
    checkTree("yield(a)", "(call yield a)")
    checkTree("discard self", "(discard self)")
    checkTree("discard(a)", "(call discard a)")
    checkTree("then a", "(then a)")
    checkTree("then { a }", "(call then ^(closure {a}))")
    checkTree("yield", "yield")
    checkTree("discard = 5", "(= discard 5)")
  }

  @Test func separators() {
    checkTree(
      "a; b",
      """
      a
      b
      """)
    checkTree("a;", "a")
    checkTree(
      """
      a
      b
      """,
      """
      a
      b
      """)
    checkTree(
      "let a = 1; let b = 2",
      """
      (let a = 1)
      (let b = 2)
      """)
    checkTree(
      "a; ; b",
      """
      a
      b
      """)
    checkTree(
      "if a {} ; b",
      """
      (if a {})
      b
      """)
    checkTree(
      """
      a = b
      c = d
      """,
      """
      (= a b)
      (= c d)
      """)
    checkTree(
      """
      a +
      b
      """,
      "(+ a b)")
    checkTree(
      """
      a
      + b
      """,
      "(+ a b)")
    checkTree(
      """
      a
        ? b
        : c
      """,
      "(? a b c)")
  }

  @Test func localDeclarations() {
    checkTree("func f() { let a = 5; var b: Int }", "(func f () {(let a = 5) (var b: Int)})")
    checkTree("func f() { func g() { h() } }", "(func f () {(func g () {(call h)})})")
    checkTree("func f() { struct S { var a = 1 } }", "(func f () {(struct S (var a = 1))})")
    checkTree("func f() { async let a = b() }", "(func f () {(async let a = (call b))})")
    checkTree("func f() { lazy var a = b }", "(func f () {(lazy var a = b)})")
    checkTree("func f() { @A var b: C }", "(func f () {(@A var b: C)})")
    checkTree("func f() { var a: Int { 5 } }", "(func f () {(var a: Int [get {5}])})")
    checkTree(
      "func f() { var a = 5 { didSet { b() } } }",
      "(func f () {(var a = 5 [didSet {(call b)}])})")
    checkTree("func f() { typealias A = B }", "(func f () {(typealias A = B)})")
    checkTree(
      "func f() { let (a, b) = c, d = e }",
      "(func f () {(let (tuple let:a let:b) = c, d = e)})")
    checkTree("func f() { weak var a = self }", "(func f () {(weak var a = self)})")
    checkTree(
      """
      func f() { open(a)
      let b = 1 }
      """,
      "(func f () {(call open a) (let b = 1)})")
    checkTree("func f() { final.a() }", "(func f () {(call final.a)})")
    checkTree("func f() { let a = b { c } }", "(func f () {(let a = (call b ^(closure {c})))})")
    checkTree(
      "func f() { inout }",
      """
      (func f () {(type inout <unknown>)})
      gap: expected a type `}`
      """)
    checkTree(
      """
      func f() { let x: Int
      (a, b) = c }
      """,
      "(func f () {(let x: Int) (= (tuple a b) c)})")
  }

  @Test func conditionalCompilation() {
    checkTree(
      """
      #if X
      a
      #endif
      """,
      "(#if [X] a)")
    checkTree(
      """
      #if os(Linux) && !X
      a
      #elseif Y
      b
      c
      #else
      #endif
      """,
      "(#if [os(Linux) && !X] a [Y] b c [else])")
    checkTree(
      """
      func f() {
      #if X
      let a = 1
      #if Y
      b
      #endif
      #endif
      }
      """,
      "(func f () {(#if [X] (let a = 1) (#if [Y] b))})")
    checkTree(
      """
      #if X
      func f() {}
      #else
      func g() {}
      #endif
      """,
      "(#if [X] (func f () {}) [else] (func g () {}))")
    checkTree(
      """
      #if compiler(>=6.0)
      import A
      #endif
      a
      """,
      """
      (#if [compiler(>=6.0)] (import A))
      a
      """)
    checkTree(
      """
      #sourceLocation(file: "a", line: 1)
      a
      """,
      "a")
  }
}
