import DMALint
import Testing

/// What several files make together: declarations, attributes, branches, choice of functions.
@Suite struct LoweringModuleTests {
  private func inputs(_ files: [String]) -> [SwiftInput] {
    files.enumerated().map { number, text in
      SwiftInput(
        file: FileID(UInt32(number)), source: SourceText(path: "\(number).swift", text: text))
    }
  }

  private func declarations(_ module: FlowModule) -> String {
    var copy = module
    copy.functions = []
    return FlowPrinter.print(copy, positions: .hidden)
  }

  @Test func typesGlobalsAndAttributes() {
    let module = lowered(
      """
      @section(".dma") @used nonisolated(unsafe) var buffer: InlineArray<4, UInt8> = [1, 2, 3, 4]
      let (low, high) = (1, 2)
      var ready: Bool { isReady() }
      @frozen struct Driver<Word: FixedWidthInteger, let N: Int>: ~Copyable where Word: Sendable {
        static let shared = 3
        let base: UInt
        lazy var cache: [Word] = []
        var mode = Mode.idle { didSet { changed() } }
        @Register(bitWidth: 32) var control: Control
        enum Mode: UInt8 { case idle, busy = 4, last; case failed(code: Int) }
        deinit { stop() }
      }
      @RegisterBlock struct Block {}
      @_alignment(32) struct Line {}
      extension Driver.Mode: Sendable {}
      """)
    #expect(
      declarations(module) == """
        struct Driver<Word: FixedWidthInteger & Sendable, let N: Int>: ~Copyable @frozen {
          let shared: Int static init f4
          let base: UInt
          var cache: Array<Word> lazy init f5
          var mode: Driver.Mode observed init f7
          var control: Control @Register("bitWidth: 32")
          methods f6
          deinit f8
        }
        enum Driver.Mode: UInt8 {
          case idle = 0
          case busy = 4
          case last = 5
          case failed(code: Int) = 6
        }
        struct Block @RegisterBlock
        struct Line align 32 @_alignment
        extension Driver.Mode: Sendable
        global buffer: InlineArray<4, UInt8> init f0 @section(".dma") @used
        global low: Int let init f1
        global high: Int let init f2
        global ready: Bool get f3
        global Driver.shared: Int let init f4

        """)
  }

  @Test func attributesThatLinkersSee() {
    let module = lowered(
      """
      @_cdecl("DMA1_IRQHandler") func interrupt() {}
      @c func plain() {}
      @c(named) func other() {}
      @_silgen_name("arm_dsb") func barrier()
      @_extern(c, "hw_start") func start(_ address: UInt32)
      @_extern(c) func stop()
      @inline(never) func apart() {}
      @main struct Firmware { static func main() {} }
      """)
    let spelled = module.functions.map { function in
      let attributes = function.attributes.map { attribute in
        attribute.name + (attribute.argument.map { "(\($0))" } ?? "")
      }
      return "\(function.name) \(attributes.joined(separator: " "))"
        + (function.isExternal ? " external" : "")
    }
    #expect(
      spelled == [
        "interrupt() c(DMA1_IRQHandler)", "plain() c(plain)", "other() c(named)",
        "barrier() silgen(arm_dsb)", "start(_:) extern(hw_start) external",
        "stop() extern(stop) external", "apart() noinline", "main() main",
      ])
    #expect(module.functions.map(\.hasBody) == [true, true, true, false, false, false, true, true])
  }

  /// Declarations of one file are members and types in another, whatever their order.
  @Test func filesKnowEachOther() {
    let module = SwiftLowering.lower(
      inputs([
        "extension Radio { func send() { arm(.fast); count += 1 } }",
        "final class Radio { var count = 0; func arm(_ mode: Mode) {} }",
        "struct Mode { static let fast = Mode() }",
      ]))
    #expect(FlowVerifier.problems(in: module) == [])
    #expect(
      FlowPrinter.print(module.functions[0]) == """
        func send() method owner Radio {
          local %self: Radio self
          b0:
            v0 = local %self
            v1 = global Mode.fast
            v2 = load v1
            v3 = call v0.arm(v2) unused
            v4 = integer 1
            v5 = local %self
            v6 = member v5.count
            v7 = load v6
            v8 = binary + v7, v4
            store v8 into v6
            return
        }

        """)
  }

  @Test func onlyRelevantFunctionsGetBodies() {
    let lowering = SwiftLowering(
      inputs(["func wanted() { run { stop() } }\nfunc other() { run { stop() } }"]))
    #expect(lowering.candidates.map(\.function.name) == ["wanted()", "other()"])
    let module = lowering.module { $0.function.name == "wanted()" }
    #expect(module.functions.map(\.name) == ["wanted()", "other()", "closure in wanted()"])
    #expect(module.functions.map(\.hasBody) == [true, false, true])
  }

  @Test func definesChooseBranches() {
    checkBranches(defines: nil, ["fast()", "slow()", "f()"], blocks: 4)
    checkBranches(defines: ["FAST"], ["fast()", "f()"], blocks: 1)
    checkBranches(defines: [], ["slow()", "f()"], blocks: 1)
  }

  private func checkBranches(defines: Set<String>?, _ names: [String], blocks: Int) {
    let module = lowered(
      """
      #if FAST && !(os(Linux) && false)
      func fast() {}
      #else
      func slow() {}
      #endif
      func f() {
        #if FAST
        a()
        #else
        b()
        #endif
      }
      """, configuration: BuildConfiguration(defines: defines))
    #expect(module.functions.map(\.name) == names)
    #expect(module.functions.last?.blocks.count == blocks)
  }

  /// Declarations alone are no code that runs, also where `#if` chooses between them.
  @Test func onlyStatementsMakeAScript() {
    let declarations = "#if A\nlet a = 1\n#else\n#if B\nlet b = 2\n#endif\n#endif\nfunc f() {}"
    #expect(lowered(declarations).functions.map(\.kind) == [.value, .value, .function])
    #expect(lowered("let a = 1\n#if A\nf()\n#endif").functions.map(\.kind) == [.value, .topLevel])
  }

  /// What the parser does not understand is a gap of the module, at its place.
  @Test func gapsAreReported() {
    let module = lowered("func f() { #custom(1); )) }")
    #expect(module.gaps.contains { $0.message == "the macro '#custom' is not expanded" })
    #expect(module.gaps.count > 1)
    #expect(module.gaps.allSatisfy { $0.mayHideTransfer })
    #expect(FlowVerifier.problems(in: module) == [])
  }

  /// Nesting and repetition that would exhaust the stack or the memory end in gaps.
  @Test func hostileInputEndsInGaps() {
    let deep = String(repeating: "if a { f { ", count: 200) + String(repeating: "} }", count: 200)
    let defers = String(repeating: "defer { try? a(); ", count: 60)
    for text in [
      "func f() { \(deep) }", "func f() { \(defers)\(String(repeating: "}", count: 60)) }",
      "let x = " + String(repeating: "(", count: 5000),
      "func f() { return " + String(repeating: "!", count: 5000) + "a }",
      "func f() { x = " + String(repeating: "a + ", count: 3000) + "a }",
      "func f() { x" + String(repeating: ".a?", count: 3000) + " }",
      "func f() { if a {} " + String(repeating: "else if b {} ", count: 2000) + "}",
    ] {
      let module = lowered(text)
      #expect(FlowVerifier.problems(in: module) == [])
    }
  }

  /// Every prefix of a program is a program to the front end.
  @Test func truncatedInputIsLowered() {
    let text = """
      struct S: ~Copyable { var a: [Int] = [1]; init?(n: Int) { guard n > 0 else { return nil } } }
      func f(s: consuming S, block: (Int) throws -> Void) rethrows -> Int {
        defer { stop() }
        do { try block(s.a[0] ?? 1) } catch let e as E where e.code > 1 { throw e } catch {}
        switch (s.a.first, 1) { case (let x?, 0...2): return x; case (nil, _): break; default: g() }
        for case let i? in items where i != 0 { if i == 1 { continue } else { break } }
        while let n = next(), case .some(let m) = n { use { [weak w, m] in $0 + m } }
        let v = s.a.isEmpty && ready() ? try? load() : if a { 1 } else { 2 }
        return v!
      }
      """
    let bytes = Array(text.utf8)
    for count in bytes.indices {
      let source = SourceText(path: "a.swift", bytes: Array(bytes[..<count]))
      let module = SwiftLowering.lower([SwiftInput(file: FileID(0), source: source)])
      #expect(FlowVerifier.problems(in: module) == [], "after \(count) bytes")
    }
  }
}
