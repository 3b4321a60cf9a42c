import Testing

@testable import DMALint

/// Nothing that a file can hold makes the parser fail, trap, hang or run out of stack.
@Suite struct ParserRobustnessTests {
  /// Reads everything, bodies included, and checks what holds for every input; the gaps.
  @discardableResult
  private func readAll(_ source: [UInt8]) -> SwiftParser.Gaps {
    let tokens = Lexer.tokens(of: source)
    let file = SwiftParser.parse(source: source, tokens: tokens)
    var printer = SyntaxPrinter(source: source, tokens: tokens, operators: file.operators)
    var end: UInt32 = 0
    for statement in file.topLevel {
      #expect(statement.range.start <= statement.range.end)
      #expect(statement.range.start >= end)
      end = statement.range.end
      _ = printer.text(statement)
    }
    let gaps = file.gaps + printer.gaps
    for gap in gaps {
      #expect(gap.range.start <= gap.range.end && gap.range.end <= UInt32(source.count))
    }
    return gaps
  }

  @Test func everyPrefixOfARichSource() {
    let source = Array(Self.rich.utf8)
    #expect(readAll(source).isEmpty)
    for end in source.indices { readAll(Array(source[..<end])) }
  }

  @Test func everyTokenLeftOut() {
    let source = Array(Self.rich.utf8)
    for token in Lexer.tokens(of: source) where token.start < token.end {
      readAll(Array(source[..<Int(token.start)] + source[Int(token.end)...]))
    }
  }

  @Test func mutatedSources() {
    var random = SplitMix(seed: 1)
    let source = Array(Self.rich.utf8)
    let marks = Array("(){}[]<>\"\\,.:;\n#@&?!=".utf8)
    for _ in 0..<300 {
      var mutant = source
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<mutant.count, using: &random)
        let length = Int.random(in: 0..<40, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: mutant.removeSubrange(place..<min(place + length, mutant.count))
        case 1: mutant.insert(marks.randomElement(using: &random) ?? 0, at: place)
        default:
          let copy = Array(mutant[place..<min(place + length, mutant.count)])
          mutant.insert(contentsOf: copy, at: Int.random(in: 0...mutant.count, using: &random))
        }
      }
      readAll(mutant)
    }
  }

  @Test func soupsOfTokens() {
    var random = SplitMix(seed: 2)
    let words = Self.words.split(separator: " ").map(String.init) + ["\n", "\n", "\n"]
    for _ in 0..<1000 {
      var soup = ""
      for _ in 0..<Int.random(in: 1..<150, using: &random) {
        soup += words.randomElement(using: &random) ?? ""
        if Bool.random(using: &random) { soup += " " }
      }
      readAll(Array(soup.utf8))
    }
  }

  @Test(arguments: [
    ("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("a[", "]"), ("if x {", "}"),
    ("func f() {", "}"), ("struct S {", "}"), ("let x: (", ")"), ("let x: [", "]"),
    ("var x: A<", ">"), ("\"\\(", ")\""), ("if case .a(", ")"), ("x ? ", ": y"), ("try ", ""),
    ("!(", ")"), ("if a {} else ", ""), ("a: ", ""), ("a<", ">"), ("#if X\n", "\n#endif\n"),
    ("a\n#if X\n.a\n", "#endif\n"), ("switch x { case (", "): }"), ("{ [a = ", "] in }"),
    ("let (", ")"), ("() -> ", "A"), ("var x: A { get {", "}}"), ("subscript(x: A = {", "}"),
  ])
  func deepNesting(_ bracket: (open: String, close: String)) {
    let count = bracket.open.count == 1 ? 100_000 : 2000
    let open = String(repeating: bracket.open, count: count)
    readAll(Array(open.utf8))
    readAll(Array((open + String(repeating: bracket.close, count: count)).utf8))
  }

  @Test func nestingThatIsTooDeepIsOneGap() {
    let source = "x = " + String(repeating: "(", count: 500) + String(repeating: ")", count: 500)
    let gaps = readAll(Array((source + "\ny = 1").utf8))
    #expect(gaps.map(\.message) == ["nesting too deep"])
  }

  @Test(arguments: [
    "a + ", "a = ", "a ?? ", "a.b", "a()", "a?.b!", "x as A ", "a ? b : ", "if a {} else ", "A & ",
  ])
  func longChains(_ link: String) {
    readAll(Array((String(repeating: link, count: 100_000) + "a").utf8))
  }

  @Test func chainsBelowTheLimitAreWhole() {
    let source = String(repeating: "a + ", count: 900) + "b"
    #expect(readAll(Array(source.utf8)).isEmpty)
    let long = String(repeating: "a + ", count: 1500) + "b\nc"
    #expect(readAll(Array(long.utf8)).count == 1)
  }

  static let words = """
    func f ( ) { } [ ] < > , : ; . let var x = + - ? ! & -> in if else guard switch case default \
    for while repeat do catch try await "a" "\\( " 1 2.0 struct class enum extension protocol init \
    deinit subscript #if #else #elseif #endif @a @ #a # \\ as is where throws async public static \
    some any inout _ $0 self Self / /* */ // ... == && `a` return throw defer operator :: ?? \
    precedencegroup typealias import get set didSet willSet yield consume copy unsafe each of \
    macro actor borrowing consuming mutating ~ prefix infix #available break continue discard then
    """

  static let rich = ##"""
    import Foundation
    @section(".dma") nonisolated(unsafe) var buffer: [8 of UInt8] = .init(repeating: 0)
    infix operator <~>: Group
    precedencegroup Group { higherThan: AdditionPrecedence associativity: left }
    @c(SPI1_IRQHandler) public func handler<T: P, let N: Int>(
      _ x: inout T, label y: borrowing [N of UInt8] = [1, 2], z: Int...
    ) async throws(E) -> some P where T: Q, T.E == Int {
      guard let self, case .some(let y) = z, #available(iOS 13, *), a <~> b else { return }
      outer: for try await (i, _) in xs.filter { $0 > 4 } where i != 3 {
        switch i {
        case .a(let b, c: 5), .d where z: f(); g()
        #if X
        case is B: continue outer
        #endif
        case let (x, y?) as C: fallthrough
        @unknown default: break outer
        }
      }
      do throws(E) { try foo() } catch let e as Foo where e.x {} catch {}
      let c: (Int, inout Foo) throws -> Void = { [weak self, x = 5] (a: Int, b) async -> Int in a }
      defer { UnsafeMutablePointer<UInt32>(bitPattern: 0x4000_0000)!.pointee |= ~(1 << 3) & mask }
      repeat { try? await a?.b!.c[0, d: 1](&e) { $0 } then: { _ in } } while x as? B ?? false
      var q: Int { get { 5 } set(v) { x = v } }
      let p = \Foo<A>.bar[0]?.x, s = "a\(x, format: "\(y)")b\n" + #"raw\#(y)"# + """
        multi \
        line \(z)
        """
      _ = if a { unsafe p.pointee } else if b { consume x } else { switch c { default: 2 } }
      a.b
        #if Y
        .c()
        #else
        .d
        #endif
        .e { (x: A<B<C>>?) in x ? -1 : .f(g:h:) }
      xs.reduce(0, +); #macro(a) { b }
    }
    @A.B<C>(d) struct S<T>: ~Copyable, P & Q where T: R {
      @Wrapped private(set) var x: Int = f { 1 } { didSet { g() } willSet(n) {} }
      static let y = A<B, C>(), z: () -> Void = {}
      lazy var w = { 5 }()
      init?(x: Int) { self.x = x }
      deinit {}
      subscript(i: Int) -> Int { _read { yield x } _modify { yield &x } }
      static func == (a: S, b: S) -> Bool { true }
      #if X
      indirect enum E: UInt8 { case a(Int, b: E = .c), c = 0x1F }
      #endif
      typealias D = [Int: (any P & Q)?]
      consuming func finish() { discard self }
    }
    extension A.B where C == [D] { protocol P<E> { associatedtype E: F = G where E: H } }
    actor Worker { func run() -> (borrowing @Sendable () -> Void).Type { fatalError() } }
    if /re.gex/ ~= x { print(#file) }
    """##
}
