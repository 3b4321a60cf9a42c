import DMALint
import Testing

/// Declarations, attributes, modifiers and members.
@Suite struct ParserDeclarationTests {
  @Test func functions() {
    checkTree("func f() {}", "(func f () {})")
    checkTree("func f(a: Int) {}", "(func f (a: Int) {})")
    checkTree(
      "func f(_ a: Int, b c: Int, d: Int = 5) {}",
      "(func f (_ a: Int, b c: Int, d: Int = 5) {})")
    checkTree("func f(_ a: Int...) -> Int { 5 }", "(func f (_ a: Int...) -> Int {5})")
    checkTree("func f() async throws -> A {}", "(func f () async throws -> A {})")
    checkTree("func f() throws(E) {}", "(func f () throws(E) {})")
    checkTree(
      "func f(g: () throws -> Void) rethrows {}",
      "(func f (g: () throws -> Void) rethrows {})")
    checkTree("func f(_: Int, a _: Int) {}", "(func f (_ _: Int, a _: Int) {})")
    checkTree("func +(a: A, b: A) -> A {}", "(func + (a: A, b: A) -> A {})")
    checkTree("prefix func - (a: A) -> A {}", "(prefix func - (a: A) -> A {})")
    checkTree(
      "static func == (a: A, b: A) -> Bool { true }",
      "(static func == (a: A, b: A) -> Bool {true})")
    checkTree("mutating func f() {}", "(mutating func f () {})")
    checkTree("func f()", "(func f ())")
    checkTree("func `f g`() {}", "(func f g () {})")
    checkTree(
      "func f(a: Int = 1, b: [Int] = [1, 2], c: A = .b) {}",
      "(func f (a: Int = 1, b: [Int] = [1 2], c: A = .b) {})")
    checkTree(
      """
      func f() -> Int
      where A == B {}
      """,
      "(func f () -> Int where A == B {})")
    checkTree("func f(in a: Int, for b: Int) {}", "(func f (in a: Int, for b: Int) {})")
    checkTree("func f(@A a: B, @C _ d: E) {}", "(func f (a: B, _ d: E) {})")
    checkTree("func f(a: @A B) {}", "(func f (a: @A B) {})")
    checkTree("func f(_ a: inout [8 of UInt8]) {}", "(func f (_ a: inout [8 of UInt8]) {})")
  }

  @Test func initializers() {
    checkTree("struct S { init() {} }", "(struct S (init () {}))")
    checkTree("struct S { init?(a: Int) {} }", "(struct S (init? (a: Int) {}))")
    checkTree("struct S { init!(a: Int) {} }", "(struct S (init? (a: Int) {}))")
    checkTree("struct S { init<T>(a: T) {} }", "(struct S (init<T> (a: T) {}))")
    checkTree("struct S { init?<T>(a: T) {} }", "(struct S (init?<T> (a: T) {}))")
    checkTree("struct S { init() async throws {} }", "(struct S (init () async throws {}))")
    checkTree(
      "class C { convenience init() { self.init(a: 1) } }",
      "(class C (convenience init () {(call self.init a: 1)}))")
    checkTree("class C { deinit { a() } }", "(class C (deinit {(call a)}))")
    checkTree("class C { isolated deinit {} }", "(class C (isolated deinit {}))")
    checkTree("protocol P { init(a: Int) }", "(protocol P (init (a: Int)))")
  }

  @Test func subscripts() {
    checkTree(
      "struct S { subscript(a: Int) -> Int { 5 } }",
      "(struct S (subscript (_ a: Int) -> Int [get {5}]))")
    checkTree(
      "struct S { subscript(a b: Int) -> Int { get { 5 } set { a = newValue } } }",
      "(struct S (subscript (a b: Int) -> Int [get {5}] [set {(= a newValue)}]))")
    checkTree(
      "struct S { static subscript<T: A>(_ a: T) -> T { get throws { a } } }",
      "(struct S (static subscript<T: A> (_ a: T) -> T [get throws {a}]))")
    checkTree(
      "protocol P { subscript(a: Int) -> Int { get set } }",
      "(protocol P (subscript (_ a: Int) -> Int [get] [set]))")
    checkTree(
      "struct S { subscript(a: Int, b c: Int = 5) -> Int where A == B { 1 } }",
      "(struct S (subscript (_ a: Int, b c: Int = 5) -> Int where A == B [get {1}]))")
  }

  @Test func variables() {
    checkTree("let a = 5", "(let a = 5)")
    checkTree("var a: Int", "(var a: Int)")
    checkTree("var a: Int = 5, b = 6", "(var a: Int = 5, b = 6)")
    checkTree("let a, b: Int", "(let a, b: Int)")
    checkTree("private let a = f { b }", "(private let a = (call f ^(closure {b})))")
    checkTree("var a: Int { 5 }", "(var a: Int [get {5}])")
    checkTree("var a: Int { get { 5 } }", "(var a: Int [get {5}])")
    checkTree(
      "var a: Int { get { 5 } set(v) { b = v } }",
      "(var a: Int [get {5}] [set(v) {(= b v)}])")
    checkTree("var a: Int { get async throws { 5 } }", "(var a: Int [get async throws {5}])")
    checkTree(
      "var a: Int { _read { yield b } _modify { yield &b } }",
      "(var a: Int [_read {(yield b)}] [_modify {(yield (& b))}])")
    checkTree("var a: Int { unsafeAddress { b } }", "(var a: Int [unsafeAddress {b}])")
    checkTree(
      "var a: Int { mutating get { 5 } nonmutating set { } }",
      "(var a: Int [mutating get {5}] [nonmutating set {}])")
    checkTree(
      "var a: Int { read { yield b } modify { yield &b } }",
      "(var a: Int [read {(yield b)}] [modify {(yield (& b))}])")
    checkTree("var a: Int { read { $0.a } }", "(var a: Int [get {(call read ^(closure {$0.a}))}])")
    checkTree(
      "var a: Int { borrow { b } mutate { &b } }",
      "(var a: Int [borrow {b}] [mutate {(& b)}])")
    checkTree("var a = 5 { didSet { b() } }", "(var a = 5 [didSet {(call b)}])")
    checkTree(
      "var a: Int = 5 { willSet(n) { } didSet(o) { } }",
      "(var a: Int = 5 [willSet(n) {}] [didSet(o) {}])")
    checkTree("var a: Int { get }", "(var a: Int [get])")
    checkTree("protocol P { var a: Int { get set } }", "(protocol P (var a: Int [get] [set]))")
    checkTree(
      "protocol P { var a: Int { mutating get async throws } }",
      "(protocol P (var a: Int [mutating get async throws]))")
    checkTree("protocol P { static var a: Int { get } }", "(protocol P (static var a: Int [get]))")
    checkTree("var a: Int {}", "(var a: Int)")
    checkTree("struct S { lazy var a = { 5 }() }", "(struct S (lazy var a = (call (closure {5}))))")
    checkTree("struct S { var a: Int { set.count } }", "(struct S (var a: Int [get {set.count}]))")
    checkTree(
      "struct S { @A(b) var c: D = e { didSet {} } }",
      "(struct S (@A(b) var c: D = e [didSet {}]))")
    checkTree(
      """
      struct S { var a: Int {
        @storageRestrictions(initializes: b)
        init(c) { b = c }
        get { b }
      } }
      """,
      "(struct S (var a: Int [init(c) {(= b c)}] [get {b}]))")
    checkTree("nonisolated(unsafe) var a = 5", "(nonisolated var a = 5)")
    checkTree("unowned(safe) let a: B", "(unowned let a: B)")
    checkTree("private(set) var a = 1", "(private(set) var a = 1)")
    checkTree(
      """
      struct S { var a: Int
        { 5 } }
      """,
      "(struct S (var a: Int [get {5}]))")
  }

  @Test func initialValues() {
    checkTree(
      """
      let a = b
      let c = d
      """,
      """
      (let a = b)
      (let c = d)
      """)
    checkTree(
      """
      let a = b +
        c
      let d = e
      """,
      """
      (let a = (+ b c))
      (let d = e)
      """)
    checkTree(
      """
      let a = b
        .c()
        .d
      let e = f
      """,
      """
      (let a = (call b.c).d)
      (let e = f)
      """)
    checkTree(
      """
      let a = b ? c
        : d
      let e = f
      """,
      """
      (let a = (? b c d))
      (let e = f)
      """)
    checkTree("let a = A<B, C>()", "(let a = (call A<B, C>))")
    checkTree("let a = b as C<D, E>, f = g", "(let a = (as b C<D, E>), f = g)")
    checkTree("let a = b < c, d = e", "(let a = (< b c), d = e)")
    checkTree(
      """
      let a = [1, 2].map { $0 }
      let b = 5
      """,
      """
      (let a = (call [1 2].map ^(closure {$0})))
      (let b = 5)
      """)
    checkTree(
      """
      let a = f { b } c: { d }
      let e = 5
      """,
      """
      (let a = (call f ^(closure {b}) ^c: (closure {d})))
      (let e = 5)
      """)
    checkTree(
      """
      let a = f(b) {
      }
      func g() {}
      """,
      """
      (let a = (call f b ^(closure {})))
      (func g () {})
      """)
    checkTree(
      """
      let a = if b { 1 } else { 2 }
      let c = 5
      """,
      """
      (let a = (if b {1} {2}))
      (let c = 5)
      """)
    checkTree(
      """
      let a = switch 4 { case 1: 2
      default: 3 }
      """,
      "(let a = (switch 4 (case (value 1) {2}) (default {3})))")
    checkTree(
      """
      let a = { b }()
      let c = d
      """,
      """
      (let a = (call (closure {b})))
      (let c = d)
      """)
    checkTree(
      """
      let a = b
      #if X
      .c
      #endif
      let d = e
      """,
      """
      (let a = b.c)
      (let d = e)
      """)
    checkTree(
      """
      let a = b
      #if X
      let c = d
      #endif
      """,
      """
      (let a = b)
      (#if [X] (let c = d))
      """)
    checkTree(
      """
      let a = try? b
      let c = d
      """,
      """
      (let a = (try? b))
      (let c = d)
      """)
    checkTree(
      """
      let a = b as? C
      let d = e
      """,
      """
      (let a = (as? b C))
      (let d = e)
      """)
    checkTree(
      """
      let a = b is C
      let d = e
      """,
      """
      (let a = (is b C))
      (let d = e)
      """)
    checkTree(
      """
      let a =
        b
      let c = d
      """,
      """
      (let a = b)
      (let c = d)
      """)
    checkTree(
      """
      struct S { let a = B
        @C var d = e
        init() {} }
      """,
      "(struct S (let a = B) (@C var d = e) (init () {}))")
    checkTree("struct S { static let a = b, c = d }", "(struct S (static let a = b, c = d))")
    checkTree(
      """
      struct S { let a = copy
       let b = c }
      """,
      "(struct S (let a = copy) (let b = c))")
    checkTree(
      #"""
      let a = "b\(c)"
      let d = e
      """#,
      #"""
      (let a = "b\(c)")
      (let d = e)
      """#)
    checkTree(
      """
      let a = b
        as C
      let d = e
      """,
      """
      (let a = (as b C))
      (let d = e)
      """)
    checkTree(
      """
      let a = -b
      let c = !d
      """,
      """
      (let a = (prefix- b))
      (let c = (prefix! d))
      """)
    checkTree(
      """
      let a = b!
      let c = d?.e
      """,
      """
      (let a = b!)
      (let c = d?.e)
      """)
    checkTree(
      """
      let a = f
      { b }
      """,
      "(let a = (call f ^(closure {b})))")
    checkTree(
      """
      let a = 5
      func f() {}
      """,
      """
      (let a = 5)
      (func f () {})
      """)
    checkTree(
      #"""
      let a = \.b
      let c = d
      """#,
      #"""
      (let a = \.b)
      (let c = d)
      """#)
    checkTree(
      """
      let a = [b]
      let c = d
      """,
      """
      (let a = [b])
      (let c = d)
      """)
    checkTree(
      """
      let a: B = .c
      let d = e
      """,
      """
      (let a: B = .c)
      (let d = e)
      """)
    checkTree(
      """
      let a = b, c = d
      let e = f
      """,
      """
      (let a = b, c = d)
      (let e = f)
      """)
    checkTree("let a = f() { b }, c = d", "(let a = (call f ^(closure {b})), c = d)")
    checkTree(
      """
      let a = b ?? c { d }
      let e = f
      """,
      """
      (let a = (?? b (call c ^(closure {d}))))
      (let e = f)
      """)
    checkTree("let a = b is C ? d : e", "(let a = (? (is b C) d e))")
  }

  @Test func types() {
    checkTree("struct S {}", "(struct S)")
    checkTree("class C: D, E {}", "(class C: D, E)")
    checkTree("final class C<T>: D<T> where T: E {}", "(final class C<T>: D<T> where T: E)")
    checkTree("enum E: Int { case a, b = 5 }", "(enum E: Int (case a, b = 5))")
    checkTree("actor A { var b = 1 }", "(actor A (var b = 1))")
    checkTree("distributed actor A {}", "(distributed actor A)")
    checkTree(
      "protocol P: AnyObject, Q { associatedtype A: B = C where A: D; func f() }",
      "(protocol P: AnyObject, Q (associatedtype A: B = C) (func f ()))")
    checkTree("extension A.B: C {}", "(extension A.B: C)")
    checkTree("extension [A]: B {}", "(extension [A]: B)")
    checkTree("extension A? {}", "(extension A?)")
    checkTree(
      "struct S: ~Copyable, ~Escapable { consuming func f() { discard self } }",
      "(struct S: ~Copyable, ~Escapable (consuming func f () {(discard self)}))")
    checkTree("struct S { struct T { enum U {} } }", "(struct S (struct T (enum U)))")
    checkTree(
      "indirect enum E { indirect case a(E) }",
      "(indirect enum E (indirect case a(_ _: E)))")
    checkTree(
      """
      class C { class func f() {}
       class var a: Int { 5 }
       class D {} }
      """,
      "(class C (class func f () {}) (class var a: Int [get {5}]) (class D))")
    checkTree("struct S: @unchecked Sendable {}", "(struct S: @unchecked Sendable)")
    checkTree(
      "extension A: @retroactive B, nonisolated C {}",
      "(extension A: @retroactive B, nonisolated C)")
    checkTree("class C: class {}", "(class C: AnyObject)")
    checkTree("struct S { let a: Int; let b: Int }", "(struct S (let a: Int) (let b: Int))")
    checkTree(
      """
      struct S { var a = 1

       var b = 2 }
      """,
      "(struct S (var a = 1) (var b = 2))")
    checkTree(
      """
      struct S {
      #if X
      var a: Int
      #else
      var b: Int
      #endif
      }
      """,
      "(struct S (#if [X] (var a: Int) [else] (var b: Int)))")
    checkTree("actor A { actor B {} }", "(actor A (actor B))")
    checkTree("let actor = 5", "(let actor = 5)")
  }

  @Test func enumCases() {
    checkTree(
      #"enum E { case a(Int), b(c: Int, String = "d"), e }"#,
      #"(enum E (case a(_ _: Int), b(c: Int, _ _: String = "d"), e))"#)
    checkTree("enum E { case `default`, `a b` }", "(enum E (case default, a b))")
    checkTree(#"enum E: String { case a = "b", c }"#, #"(enum E: String (case a = "b", c))"#)
    checkTree("enum E { case a(() -> Void) }", "(enum E (case a(_ _: () -> Void)))")
    checkTree(
      """
      enum E { @A case a
       case b }
      """,
      "(enum E (@A case a) (case b))")
    checkTree("enum E { case a(_ b: Int) }", "(enum E (case a(_ b: Int)))")
    checkTree(
      """
      enum E { case a()
        case b }
      """,
      "(enum E (case a()) (case b))")
  }

  @Test func aliases() {
    checkTree("typealias A = B", "(typealias A = B)")
    checkTree("typealias A<T> = B<T> where T: C", "(typealias A = B<T>)")
    checkTree("public typealias A = (B) -> C", "(public typealias A = (B) -> C)")
    checkTree("protocol P { associatedtype A }", "(protocol P (associatedtype A))")
    checkTree(
      "protocol P { associatedtype A: B, C = D }",
      "(protocol P (associatedtype A: B, C = D))")
  }

  @Test func imports() {
    checkTree("import A", "(import A)")
    checkTree("import A.B.C", "(import A.B.C)")
    checkTree("import struct A.B", "(import A.B)")
    checkTree("@testable import A", "(@testable import A)")
    checkTree("@_implementationOnly import A", "(@_implementationOnly import A)")
    checkTree("public import A", "(public import A)")
    checkTree("import func A.f", "(import A.f)")
    checkTree("private import A", "(private import A)")
  }

  @Test func operators() {
    checkTree(
      """
      infix operator +++: AdditionPrecedence
      a +++ b * c
      """,
      """
      (infix operator)
      (+++ a (* b c))
      """)
    checkTree(
      """
      infix operator <->
      a <-> b + c
      """,
      """
      (infix operator)
      (<-> a (+ b c))
      """)
    checkTree("prefix operator √", "(prefix operator)")
    checkTree(
      """
      precedencegroup P { higherThan: AdditionPrecedence lowerThan: MultiplicationPrecedence \
      associativity: right }
      infix operator ^^: P
      a ^^ b ^^ c + d * e
      """,
      """
      (precedencegroup)
      (infix operator)
      (+ (^^ a (^^ b c)) (* d e))
      """)
    checkTree(
      """
      a **** b * c
      precedencegroup P { higherThan: MultiplicationPrecedence }
      infix operator ****: P
      """,
      """
      (* (**** a b) c)
      (precedencegroup)
      (infix operator)
      """)
    checkTree(
      """
      precedencegroup P { assignment: true associativity: right lowerThan: TernaryPrecedence }
      infix operator <-: P
      a <- b ? c : d
      """,
      """
      (precedencegroup)
      (infix operator)
      (<- a (? b c d))
      """)
    checkTree(
      """
      func f() { a ^^ b * c }
      infix operator ^^: Q
      precedencegroup Q { higherThan: MultiplicationPrecedence }
      """,
      """
      (func f () {(* (^^ a b) c)})
      (infix operator)
      (precedencegroup)
      """)
    checkTree(
      """
      precedencegroup A { higherThan: B }
      precedencegroup B { higherThan: AdditionPrecedence }
      infix operator +>: A
      infix operator +<: B
      a +< b +> c + d
      """,
      """
      (precedencegroup)
      (precedencegroup)
      (infix operator)
      (infix operator)
      (+ (+< a (+> b c)) d)
      """)
  }

  @Test func attributes() {
    checkTree(#"@section(".dma_buffers") let a = 5"#, #"(@section(".dma_buffers") let a = 5)"#)
    checkTree("@c func f() {}", "(@c func f () {})")
    checkTree("@c(handler) public func f() {}", "(@c(handler) public func f () {})")
    checkTree(
      #"@_cdecl("SPI1_IRQHandler") func f() {}"#,
      #"(@_cdecl("SPI1_IRQHandler") func f () {})"#)
    checkTree(#"@_silgen_name("f") func g()"#, #"(@_silgen_name("f") func g ())"#)
    checkTree(#"@_extern(c, "f") func g()"#, #"(@_extern(c "f") func g ())"#)
    checkTree("@_extern(c) func g()", "(@_extern(c) func g ())")
    checkTree("@main struct S {}", "(@main struct S)")
    checkTree("@inline(never) func f() {}", "(@inline(never) func f () {})")
    checkTree("@available(iOS 13.0, *) func f() {}", "(@available(`iOS 13.0, *`) func f () {})")
    checkTree(
      #"@available(*, deprecated, message: "a") func f() {}"#,
      #"(@available(`*, deprecated, message: "a"`) func f () {})"#)
    checkTree(
      "@_specialize(where T == Int) func f<T>(a: T) {}",
      "(@_specialize(`where T == Int`) func f<T> (a: T) {})")
    checkTree("@_alignment(16) struct S {}", "(@_alignment(16) struct S)")
    checkTree(#"@used @section("x") let a: Int = 1"#, #"(@used @section("x") let a: Int = 1)"#)
    checkTree("@A.B<C>(d: e) var f = g", "(@A.B(d: e) var f = g)")
    checkTree(
      """
      @A
      @B(c)
      func f() {}
      """,
      "(@A @B(c) func f () {})")
    checkTree("@A (b) func f() {}", "(@A(b) func f () {})")
    checkTree(
      """
      #if X
      @A
      #endif
      func f() {}
      """,
      "(@A func f () {})")
    checkTree("@objc(a:b:) func f() {}", "(@objc(`a:b:`) func f () {})")
    checkTree("@A::B func f() {}", "(@B func f () {})")
    checkTree("@_lifetime(borrow a) func f() {}", "(@_lifetime(`borrow a`) func f () {})")
    checkTree("@abi(func g()) func f() {}", "(@abi(`func g()`) func f () {})")
    checkTree("@export(interface) func f() {}", "(@export(interface) func f () {})")
    checkTree(
      #"@attached(member, names: named(a)) macro m() = #externalMacro(module: "A", type: "B")"#,
      "(@attached(`member, names: named(a)`) macro)")
    checkTree("@A({ b in c }) func f() {}", "(@A((closure (_ b) in {c})) func f () {})")
    checkTree("@globalActor actor A {}", "(@globalActor actor A)")
    checkTree(#"@Test("a", .tags(.b)) func f() {}"#, #"(@Test("a" (call .tags .b)) func f () {})"#)
  }

  @Test func modifiers() {
    checkTree("public static func f() {}", "(public static func f () {})")
    checkTree("private(set) public var a = 1", "(private(set) public var a = 1)")
    checkTree("nonisolated func f() {}", "(nonisolated func f () {})")
    checkTree("nonisolated(nonsending) func f() {}", "(nonisolated func f () {})")
    checkTree("consuming func f() {}", "(consuming func f () {})")
    checkTree("override class func f() {}", "(override class func f () {})")
    checkTree("package final class C {}", "(package final class C)")
    checkTree("__consuming func f() {}", "(__consuming func f () {})")
    checkTree("dynamic func f() {}", "(dynamic func f () {})")
    checkTree("required init() {}", "(required init () {})")
    checkTree("borrowing func f() {}", "(borrowing func f () {})")
    checkTree("infix operator **", "(infix operator)")
    checkTree(
      """
      public
      func f() {}
      """,
      "(public func f () {})")
    checkTree(
      "open class C { open override var a: Int { 5 } }",
      "(open class C (open override var a: Int [get {5}]))")
  }

  @Test func macros() {
    checkTree(#"macro m(a: Int) -> String = #externalMacro(module: "A", type: "B")"#, "(macro)")
    checkTree("struct S { #a(b) }", "(struct S (#a))")
    checkTree("struct S { @A #b { c } }", "(struct S (@A #b))")
    checkTree(#"#warning("a")"#, #"(#warning "a")"#)
    checkTree("#Preview { a }", "(#Preview ^(closure {a}))")
    checkTree(
      "@freestanding(expression) public macro m<T>(_ a: T) -> T = #b",
      "(@freestanding(`expression`) public macro)")
    checkTree("public #a", "(public #a)")
    checkTree("using @MainActor", "(using)")
    checkTree("using nonisolated", "(using)")
    checkTree("let macro = 5", "(let macro = 5)")
  }

  @Test func programs() {
    checkTree(
      """
      import A
      let b = c()
      b.d()
      func e() {}
      """,
      """
      (import A)
      (let b = (call c))
      (call b.d)
      (func e () {})
      """)
    checkTree(
      """
      f()
      struct S {}
      g()
      """,
      """
      (call f)
      (struct S)
      (call g)
      """)
    checkTree(
      """
      @main
      struct App {
        static func main() {
          while true {}
        }
      }
      """,
      "(@main struct App (static func main () {(while true {})}))")
  }
}
