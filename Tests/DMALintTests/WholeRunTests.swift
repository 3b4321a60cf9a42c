import Testing

@testable import DMALint
@testable import DMALintTool

/// Any bytes whatever go through the whole of a run, from the lexer to every report.
@Suite struct WholeRunTests {
  /// Everything that a check does, without files; all formats of the report.
  static func run(_ sources: [(path: String, bytes: [UInt8])], jobs: Int = 1) -> [[UInt8]] {
    let knowledge = Catalogue.builtIn.knowledge
    let request = CheckRequest(
      sources: sources.map { source in
        CheckRequest.Source(
          text: SourceText(path: source.path, bytes: source.bytes),
          kind: InputKind(path: source.path) ?? .swift)
      }, platform: PlatformChoice(name: "cortex-m7", source: .commandLine), dcache: .auto,
      paths: PathSpelling(currentFolder: "/"), knowledge: knowledge,
      rules: Catalogue.builtIn.rules, jobs: jobs)
    let analysed = analyze(request)
    let finished = Finishing(rules: request.rules, paths: request.paths).finish(
      analysed.report, texts: request.sources.map(\.text), annotations: analysed.annotations)
    let report = finished.report
    let rules = request.rules
    return [
      JSONReport.render(report, rules: rules),
      SARIFReport.render(report, sources: finished.sources, rules: rules),
      Array(TextReport.render(report, sources: finished.sources, rules: rules).utf8),
      Array(GitHubReport.render(report, rules: rules).utf8),
      Array(XcodeReport.render(report).utf8),
      Array(StepSummary.render(report, rules: rules).utf8),
    ]
  }

  // MARK: Depth

  /// Large files without any engine are only skimmed.
  private static let engine = "let r = VolatileMappedRegister<UInt8>(unsafeBitPattern: 0x4000)"

  /// What encloses an expression, a statement, a type or a declaration, in a function that starts a
  /// transfer behind it.
  @Test(arguments: [
    ("(", ")"), ("[", "]"), ("{ ", " }"), ("f(", ")"), ("f {", "}"), ("a[", "]"), ("\"\\(", ")\""),
    ("if x {", "}"), ("while x { ", "}"), ("do { ", "}"), ("func f() { ", "}"),
    ("let x: A<", ">"), ("let x: (", ")"), ("#if X\n", "\n#endif\n"), ("/*", "*/"),
    ("switch x { default: ", "}"), ("struct S { var x: Int { ", "}}"), ("x ? ", ": y"),
    ("if a {} else ", "{}"), ("defer { ", "}"), ("for i in x { ", "}"), ("!(", ")"),
  ])
  func nestingIsAGap(_ bracket: (open: String, close: String)) {
    let count = 100_000
    let nested =
      String(repeating: bracket.open, count: count) + "1"
      + String(repeating: bracket.close, count: count)
    let json = Self.run([("a.swift", Array("func g() { \(nested) }\n\(Self.engine)\n".utf8))])[0]
    let text = String(decoding: json, as: UTF8.self)
    #expect(bracket.open == "/*" || text.contains("\"gaps\": [\n") || text.contains("\"gaps\": [{"))
  }

  @Test(arguments: ["a + ", "a.b", "a()", "a?", "a ? b : ", "a == b && ", "a = ", "-", "~a | "])
  func chainsAreAGap(_ link: String) {
    let chain = String(repeating: link, count: 100_000) + "a"
    _ = Self.run([("a.swift", Array("func g() { _ = \(chain) }\n\(Self.engine)\n".utf8))])
  }

  /// What a program takes of a counter may be no part of it.
  @Test(arguments: [("%", 0), ("&", -1), ("&", Int64.max), ("%", -3)])
  func partsMayBeNone(_ sign: String, _ limit: Int64) {
    #expect(CounterPart(sign: sign, limit: limit).of(1, plus: 1) == nil)
    #expect(CounterPart(sign: "%", limit: 3).of(2, plus: 1) == 0)
  }

  /// A type of which no memory holds a value has no size.
  @Test func typesMayBeLargerThanAllMemory() {
    let program = Program(FlowModule())
    func array(_ count: String, _ element: FlowType) -> FlowType {
      FlowType("InlineArray", [FlowType(count), element])
    }
    let large = array("9223372036854775808", FlowType("UInt8"))
    #expect(TypeLayout.of(large, program) == nil)
    let half = array("200000000000000", FlowType("UInt8"))
    #expect(TypeLayout.of(half, program) != nil)
    #expect(TypeLayout.of(FlowType("Tuple", [half, half]), program) == nil)
  }

  /// Ranges, strides and places at the ends of what integers hold.
  @Test func numbersMayBeAny() {
    let source = """
      import _Volatile
      func use(_ p: UnsafeMutablePointer<UInt8>, _ n: Int) {
        (-9223372036854775808...9223372036854775807).forEach { p[$0] = 1 }
        _ = (-9223372036854775808..<0).map { $0 }
        for i in stride(from: -9223372036854775808, to: 9223372036854775807, by: 9223372036854775807) {
          p[i] = 0
        }
        (p + 9223372036854775807)[n] = 2
        p.advanced(by: 9223372036854775807)[n & 0xFF] = 2
      }
      @main struct Firmware {
        static func main() {
          let register = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_0000)
          let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
          register.store(UInt32(UInt(bitPattern: buffer)))
          while register.load() != 0 {}
          use(buffer, Int(buffer[0]))
        }
      }
      """
    let json = String(decoding: Self.run([("a.swift", Array(source.utf8))])[0], as: UTF8.self)
    #expect(json.contains("\"transfers\""))
  }

  /// A line is cleaned of which nobody knows whose it is: the caches are neither in order nor a defect.
  @Test(arguments: ["UInt32(UInt(bitPattern: buffer))", "line()"])
  func maintenanceSomewhereDecidesNothing(_ address: String) {
    let source = """
      import _Volatile
      @_silgen_name("line") func line() -> UInt32
      @main struct Firmware {
        static func main() {
          let uart = uart()
          let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
          for index in 0..<32 { buffer[index] = 1 }
          __DSB()
          VolatileMappedRegister<UInt32>(unsafeBitPattern: 0xE000_EF68).store(\(address))
          __DSB()
          guard HAL_UART_Transmit_DMA(uart, buffer, 32) == HAL_OK else { return }
          while HAL_UART_GetState(uart) != HAL_UART_STATE_READY {}
        }
      }
      """
    let json = String(decoding: Self.run([("a.swift", Array(source.utf8))])[0], as: UTF8.self)
    #expect(!json.contains("\"DMA301\"") && !json.contains("\"DMA302\""))
    #expect(json.contains("their address is not followed") == (address == "line()"))
  }

  /// Flow text is read by hand-written readers as well.
  @Test func flowTextMayBeAnything() {
    for open in ["(", "[", "{", "v0 = call ", "A<", "\"", "func f("] {
      let text = String(repeating: open, count: 100_000)
      _ = FlowParser.parse(text)
      _ = FlowParser.parse("func f() c @1:1\n  b0:\n    v0 = \(text)\n")
    }
  }

  // MARK: Mutations

  /// A few inputs each time, others every day; `Tools/mutate.sh` runs as many as one likes.
  @Test func mutatedSourcesDoNoHarm() {
    let seed = Environment["DMALINT_MUTATION_SEED"].flatMap { UInt64($0) } ?? Mutation.today
    let count = Environment["DMALINT_MUTATIONS"].flatMap { Int($0) } ?? 60
    let corpus = Mutation.corpus()
    #expect(corpus.count > 20)
    let slow = Mutation.slow(count) { number in
      var random = SplitMix(seed: seed &* 0x1_0000_0001 &+ UInt64(number))
      guard let source = corpus.randomElement(using: &random) else { return }
      let bytes = Mutation.mutated(source, of: corpus, &random)
      _ = Self.run([("a.swift", bytes)])
    }
    #expect(slow.isEmpty, "seed \(seed)")
  }
}
