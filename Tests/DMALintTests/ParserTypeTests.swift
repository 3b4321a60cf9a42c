import DMALint
import Testing

/// Types, generic parameters and requirements.
@Suite struct ParserTypeTests {
  @Test func names() {
    checkTree("let a: B", "(let a: B)")
    checkTree("let a: B.C", "(let a: B.C)")
    checkTree("let a: B<C>", "(let a: B<C>)")
    checkTree("let a: B<C>.D<E, F>", "(let a: B<C>.D<E, F>)")
    checkTree("let a: Self.B", "(let a: Self.B)")
    checkTree("let a: Any", "(let a: Any)")
    checkTree("let a: B.Type", "(let a: B.Type)")
    checkTree("let a: B.Protocol", "(let a: B.Type)")
    checkTree("let a: any B.Type", "(let a: any B.Type)")
    checkTree("let a: M::B", "(let a: B)")
    checkTree("let a: B<_>", "(let a: B<_>)")
    checkTree("let a: `B`", "(let a: B)")
    checkTree("let a: B<8, -1>", "(let a: B<8, -1>)")
    checkTree("let a: B<C<D<E>>>", "(let a: B<C<D<E>>>)")
  }

  @Test func sugar() {
    checkTree("let a: B?", "(let a: B?)")
    checkTree("let a: B??", "(let a: B??)")
    checkTree("let a: B!", "(let a: B?)")
    checkTree("let a: [B]", "(let a: [B])")
    checkTree("let a: [B: C]", "(let a: [B: C])")
    checkTree("let a: [[B]?]", "(let a: [[B]?])")
    checkTree("let a: [8 of B]", "(let a: [8 of B])")
    checkTree("let a: [N of [4 of B]]", "(let a: [N of [4 of B]])")
    checkTree("let a: (B, C)", "(let a: (B, C))")
    checkTree("let a: (b: B, c: C)", "(let a: (b: B, c: C))")
    checkTree("let a: ()", "(let a: ())")
    checkTree("let a: (B)", "(let a: B)")
    checkTree("let a: B<C>?", "(let a: B<C>?)")
    checkTree("let a: B<C<D>>? = nil", "(let a: B<C<D>>? = nil)")
    checkTree("let a: [B: C]?", "(let a: [B: C]?)")
    checkTree("let a: B<C?>", "(let a: B<C?>)")
    checkTree("let a: (B)?", "(let a: B?)")
  }

  @Test func functions() {
    checkTree("let a: () -> Void", "(let a: () -> Void)")
    checkTree("let a: (B) -> C", "(let a: (B) -> C)")
    checkTree("let a: (B, C) -> (D) -> E", "(let a: (B, C) -> (D) -> E)")
    checkTree("let a: (_ b: B, c: C) -> D", "(let a: (B, C) -> D)")
    checkTree("let a: (inout B) async throws -> C", "(let a: (inout B) async throws -> C)")
    checkTree("let a: () throws(E) -> ()", "(let a: () throws(E) -> ())")
    checkTree("let a: (B...) -> C", "(let a: (... B) -> C)")
    checkTree("let a: ((B) -> C)?", "(let a: ((B) -> C)?)")
    checkTree("let a: @escaping (B) -> C", "(let a: @escaping ((B) -> C))")
    checkTree("let a: @convention(c) (B) -> C", "(let a: @convention(c) ((B) -> C))")
    checkTree(
      "let a: @Sendable @MainActor () async -> Void",
      "(let a: @Sendable @MainActor (() async -> Void))")
    checkTree("let a: @A(b, c) () -> D", "(let a: @A(b, c) (() -> D))")
    checkTree("let a: (@escaping (B) -> C) -> D", "(let a: (@escaping ((B) -> C)) -> D)")
    checkTree("let a: ((B, C)) -> D", "(let a: ((B, C)) -> D)")
    checkTree("let a: @autoclosure () -> B", "(let a: @autoclosure (() -> B))")
    checkTree(
      "let a: nonisolated(nonsending) () async -> Void",
      "(let a: nonisolated(nonsending) (() async -> Void))")
    checkTree("let a: @isolated(any) () -> Void", "(let a: @isolated(any) (() -> Void))")
  }

  @Test func words() {
    checkTree("func f(a: inout B) {}", "(func f (a: inout B) {})")
    checkTree(
      "func f(a: borrowing B, b: consuming C) {}",
      "(func f (a: borrowing B, b: consuming C) {})")
    checkTree("func f(a: sending B) {}", "(func f (a: sending B) {})")
    checkTree("func f(a: isolated B) {}", "(func f (a: isolated B) {})")
    checkTree("func f(a: __owned B, b: __shared C) {}", "(func f (a: __owned B, b: __shared C) {})")
    checkTree("func f(a: some B) {}", "(func f (a: some B) {})")
    checkTree("func f(a: any B & C) {}", "(func f (a: any (B & C)) {})")
    checkTree(
      "func f(a: some B, b: [any C]) -> some D & E {}",
      "(func f (a: some B, b: [any C]) -> some (D & E) {})")
    checkTree("func f(a: (any B)?) {}", "(func f (a: (any B)?) {})")
    checkTree("func f(a: borrowing) {}", "(func f (a: borrowing) {})")
    checkTree("func f(consuming: Int) {}", "(func f (consuming: Int) {})")
    checkTree("func f(inout a: B) {}", "(func f (inout a: B) {})")
    checkTree(
      "func f<each A>(a: repeat each A) -> (repeat B<each A>) {}",
      "(func f<A> (a: repeat each A) -> repeat B<each A> {})")
    checkTree("let a: B & C & D", "(let a: B & C & D)")
    checkTree("let a: (B & C)?", "(let a: (B & C)?)")
    checkTree("let a: ~Copyable", "(let a: ~Copyable)")
    checkTree("let a: any ~Copyable & B", "(let a: any (~Copyable & B))")
  }

  @Test func generics() {
    checkTree("func f<A, B: C, D: E & F>() {}", "(func f<A, B: C, D: E & F> () {})")
    checkTree("struct S<let N: Int, A: ~Copyable> {}", "(struct S<let N: Int, A: ~Copyable>)")
    checkTree("func f<A>() where A: B {}", "(func f<A> () where A: B {})")
    checkTree(
      "func f<A>() where A: B & C, A.D == E, A: ~Copyable {}",
      "(func f<A> () where A: B & C, A.D == E, A: ~Copyable {})")
    checkTree("extension A where B == [C] {}", "(extension A where B == [C])")
    checkTree("extension A where N == 8 {}", "(extension A where N == 8)")
    checkTree("func f<A>() where A: AnyObject {}", "(func f<A> () where A: AnyObject {})")
    checkTree("func f<A>() where A: _Trivial {}", "(func f<A> () where A: layout _Trivial {})")
    checkTree(
      "func f<A: B>(a: A) -> A.C where A.C: D {}",
      "(func f<A: B> (a: A) -> A.C where A.C: D {})")
    checkTree("protocol P<A, B> {}", "(protocol P<A, B>)")
    checkTree("extension A<B> {}", "(extension A)")
    checkTree("func == <A>(a: A, b: A) -> Bool {}", "(func ==<A> (a: A, b: A) -> Bool {})")
    checkTree("func <<A>(a: A) {}", "(func <<A> (a: A) {})")
    checkTree("func f() -> <A: B> A {}", "(func f () -> A {})")
  }
}
