import DMALint
import Testing

@Suite struct FlowTextTests {
  /// What people write, every form of it once; printed, it looks the same.
  @Test func handWrittenTextIsPrintedAsItWasWritten() {
    let text = """
      file 0 "Console.swift"
      file 1 "board.h"
      gap "asm goto is not understood" hides
      constant HAL_OK = 0
      constant UART0 = 0x40002000
      constant banner = string 12
      struct Console<T: Sendable & BitwiseCopyable, let N: Int>: ~Copyable, Driver size 8 align 4 @frozen {
        let buffer: UnsafeMutablePointer<UInt8> init f1
        var shared: Console static offset 4 get f0 set f1 @section(".dma")
        methods f0, f1
        deinit f1
      }
      enum Failure {
        case busy
        case code(Int32, at: Int) = 3
      }
      global rxBuffer: InlineArray<64, UInt8> external align 32 init f1 @section(".dma")

      // f0
      func send(_:to:) method owner Console mutating throws (_ value: UInt8, to place: Int place default f1) -> Tuple<sent: Bool, _: Int> @used {
        local %self: Console self
        local %done#3: Bool
        local %done#4 temporary
        local %#5: Int let
        capture %value copy 2
        b0:
          v0 = local %value
          v1 = load v0 volatile
          v2 = call nrfx_uarte_tx(&v0, size: v1 from v0 trailing) generic(UInt8) unused await
          v3 = call v0.poll()
          v4 = call static Outer.Inner<UInt8>::make()
          v5 = call .init of UInt8(v3)
          v6 = call super.send()
          v7 = call init Array<UInt8>()
          v8 = call v7()
          v9 = trycall "v1"(v8) try expected Bool to b1, error v10 to b2
        b1:
          store v9 into v0 atomic acquiring
          element v0[v1]
          fence instruction "dmb sy"
          assembly "nop" memory volatile (v1, v2)
          v11 = binary == v1, v2
          v12 = method v0.send(_:to:)
          v13 = unary some? v12
          branch v11, b1, b3
        b2:
          v14 = implicit .failed of Failure
          v15 = closure f1
          enter %done#3
          leave %#5
          throw v10
        b3:
          v16 = pointee v0, -4
          v17 = indexed v16, v1, 4
          v18 = payload v17, code, 0
          v19 = cast v18 as UInt32
          v20 = aggregate Tuple<x: Int, _: Int>(x: v18, v19)
          return v20
      }

      // f1
      func "closure in send(_:to:)" closure params(value: _ consuming)

      """
    let (module, paths, gaps) = FlowParser.parse(text)
    #expect(gaps.map { "\($0.range.start.line): \($0.message)" } == [])
    #expect(paths == ["Console.swift", "board.h"])
    let printed = FlowPrinter.print(module, paths: paths, positions: .hidden)
    #expect(difference(printed, text) == nil)
    #expect(module.functions[0].locals[1].name == "place")
    #expect(module.functions[0].blocks[1].terminator.kind.successors == [BlockID(1), BlockID(3)])
  }

  @Test func withoutPositionsThingsStandInTheText() {
    let text = """
      // A comment.
      func wait() {   // and another
        top:
          v0 = call poll()     // finding: DMA101
          branch v0, bottom, top
        bottom:
          return "no
      }
      """
    let (module, paths, _) = FlowParser.parse(text)
    let function = module.functions[0]
    #expect(paths == [])
    #expect(function.range == range(file: 0, (2, 1), (8, 2)))
    #expect(function.end == range(file: 0, (8, 1), (8, 2)))
    #expect(function.blocks[0].operations[0].range == range(file: 0, (4, 5), (4, 21)))

    let listed = FlowParser.parse("file 0 \"a.swift\"\nglobal x\nglobal y @3:4\nglobal z @1:3:4-5")
    #expect(
      listed.module.globals.map(\.range) == [
        range(file: 1, (2, 1), (2, 9)), range(file: 0, (3, 4), (3, 4)),
        range(file: 1, (3, 4), (3, 5)),
      ])
  }

  @Test func positionsArePrintedAgainstTheDeclarationAround() {
    let text = """
      file 0 "a.swift"
      file 1 "b.swift"

      // f0
      func send(_:) (_ value: UInt8 @3:11-16) @1:3:5-9:4 {
        b0:
          v0 = local %value                   @4:9-14
          v1 = call use(v0 @4:20-21)          @0:7:1
          return                              @9:3-4
      } @9:4

      """
    let (module, paths, gaps) = FlowParser.parse(text)
    #expect(gaps == [])
    #expect(module.functions[0].locals[0].range == range(file: 1, (3, 11), (3, 16)))
    #expect(difference(FlowPrinter.print(module, paths: paths), text) == nil)
  }

  @Test func straightLineFunctionsNeedNoLabel() {
    let text = "func f {\n v0 = integer 0x4000_2000\n v1 = integer -0x10\n return\n}"
    let (module, _, gaps) = FlowParser.parse(text)
    #expect(gaps == [])
    #expect(module.functions[0].valueCount == 2)
    #expect(
      FlowPrinter.print(module.functions[0]) == """
        func f {
          b0:
            v0 = integer 0x40002000
            v1 = integer -16
            return
        }

        """)
  }

  @Test(arguments: [
    ("xyz", "1: expected a declaration, found 'xyz'"),
    ("global", "1: expected a name, found the end of the line"),
    (
      "constant x = 99999999999999999999",
      "1: expected a number of 64 bits, found '99999999999999999999'"
    ),
    ("global x: A<B", "1: expected '>', found the end of the line"),
    ("global x init f7", "1: there is no function f7"),
    ("global x\nfile 0 \"a\"", "2: files are listed before everything else"),
    ("func f {", "1: expected '}' before the end of the function 'f'"),
    ("func f {\nfunc g", "2: expected '}' before the end of the function 'f'"),
    ("func f - {\n return\n}", "1: expected the end of the line, found '-'"),
    ("func f {\n jump b9\n}", "2: there is no block 'b9'"),
    ("func f {\n return v9\n}", "2: nothing defines v9"),
    (
      "func f {\n float\n}",
      "3: the block before this line has no end, such as 'jump' or 'return'"
    ),
    (
      "func f {\n return\n float\n}",
      "3: expected a label: the block before this line has ended"
    ),
    ("func f {\n b0:\n return\n b0:\n return\n}", "4: there are two blocks 'b0'"),
    ("func f {\n v0 = float\n v0 = nil\n return\n}", "3: v0 is defined twice"),
    ("func f {\n v0 = return\n}", "2: only 'trycall' ends a block and defines a value"),
    ("func f {\n v0 = local %x\n return\n}", "2: there is no local '%x'"),
    (
      "func f {\n local %x\n local %x\n take %x\n return\n}",
      "4: expected a value such as v0, found '%x'"
    ),
    ("func f {\n v99999999 = float\n return\n}", "2: unknown operation 'v99999999'"),
    ("func f {\n v0 float\n return v0\n}", "2: expected '=', found 'float'"),
    ("func f {\n v0 = frob\n return v0\n}", "2: unknown operation 'frob'"),
    (
      "func f {\n v0 = float float\n return v0\n}",
      "2: expected the end of the line, found 'float'"
    ),
    (
      "func f {\n fence instruction \"\\q\"\n return\n}",
      "2: expected a text in quotes, found '\"\\q\"'"
    ),
    ("enum E {\n case a\n global x", "3: expected '}' before 'global'"),
  ]) func whatIsNotUnderstoodIsSaid(text: String, gap: String) {
    let (module, _, gaps) = FlowParser.parse(text)
    #expect(gaps.map { "\($0.range.start.line): \($0.message)" } == [gap])
    checkConsistent(module)
  }

  @Test func theRestIsReadAfterAnError() {
    let (module, _, gaps) = FlowParser.parse(
      "func f {\n v0 = frob v1\n v2 = load v0\n return v2\n}\nglobal ?\nglobal x")
    #expect(gaps.count == 2)
    #expect(
      FlowPrinter.print(module, positions: .hidden) == """
        global x

        // f0
        func f {
          b0:
            v0 = unknown
            v2 = load v0
            return v2
        }

        """)
  }

  @Test(arguments: 0..<60) func randomModulesComeBack(seed: UInt64) {
    var generator = FlowGenerator(seed: seed)
    let module = generator.module()
    let paths = generator.paths()
    let text = FlowPrinter.print(module, paths: paths)
    let read = FlowParser.parse(text)
    #expect(read.gaps == [])
    #expect(read.paths == paths)
    #expect(difference(everything(in: read.module), everything(in: module)) == nil)
    #expect(difference(FlowPrinter.print(read.module, paths: paths), text) == nil)

    let short = FlowPrinter.print(module, positions: .hidden)
    let again = FlowParser.parse(short)
    #expect(again.gaps == [])
    #expect(difference(FlowPrinter.print(again.module, positions: .hidden), short) == nil)
  }

  @Test(arguments: 0..<40) func brokenTextsAreRead(seed: UInt64) {
    var generator = FlowGenerator(seed: seed)
    var random = SplitMix(seed: seed)
    let text = Array(FlowPrinter.print(generator.module(), paths: generator.paths()).utf8)
    let cut = Int.random(in: 0...text.count, using: &random)
    checkConsistent(FlowParser.parse(Array(text[..<cut])).module)
    checkConsistent(FlowParser.parse(Array(text[cut...])).module)

    let spice = Array("\"\\@:%#(){}<>[],.=~&-v0fb9_ \n\r\t/\u{0}é".utf8) + [0xFF, 0xC0]
    var broken = text
    for _ in 0..<(broken.count / 40) {
      let index = Int.random(in: 0..<broken.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: broken[index] = spice.randomElement(using: &random) ?? 0
      case 1: broken.insert(spice.randomElement(using: &random) ?? 0, at: index)
      case 2: broken.remove(at: index)
      default: broken.swapAt(index, Int.random(in: 0..<broken.count, using: &random))
      }
    }
    let (module, _, gaps) = FlowParser.parse(broken)
    #expect(!gaps.isEmpty)
    checkConsistent(module)

    let noise = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }
    let salad = (0..<400).map { _ in spice.randomElement(using: &random) ?? 0 }
    checkConsistent(FlowParser.parse(noise).module)
    checkConsistent(FlowParser.parse(Array("func f {\n v0 = ".utf8) + salad).module)
  }

  @Test func deepAndLongTextsAreRead() {
    let deep = "global x: " + String(repeating: "A<", count: 100_000)
    #expect(FlowParser.parse(deep).gaps.count == 1)
    let blocks = (0..<20_000).map { " b\($0):\n  jump b\($0 + 1)\n" }.joined()
    let long = FlowParser.parse("func f {\n\(blocks) b20000:\n  return\n}\n")
    #expect(long.gaps == [])
    #expect(FlowGraph(long.module.functions[0]).reversePostorder.count == 20_001)
  }
}

/// The first line in which the texts differ.
private func difference(_ text: String, _ expected: String) -> String? {
  guard text != expected else { return nil }
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let index = zip(lines, expectedLines).prefix { $0 == $1 }.count
  let line = index < lines.count ? lines[index] : "(end)"
  let expectedLine = index < expectedLines.count ? expectedLines[index] : "(end)"
  return "line \(index + 1) is '\(line)' instead of '\(expectedLine)'"
}

/// All fields of the module, including those that the printer might have forgotten.
private func everything(in module: FlowModule) -> String {
  var module = module
  var text = ""
  for (name, constant) in module.constants.sorted(by: { $0.key < $1.key }) {
    text += "\(name) = \(constant)\n"
  }
  module.constants = [:]
  for function in module.functions {
    text += "\(String(reflecting: function))\n".replacing(" DMALint.Operation(", with: "\n")
  }
  module.functions = []
  return text + String(reflecting: module)
}

/// Checks that whatever the module mentions exists.
private func checkConsistent(_ module: FlowModule) {
  for function in module.functions {
    let graph = FlowGraph(function)
    #expect(graph.blockCount == function.blocks.count)
    for block in function.blocks {
      for operation in block.operations {
        #expect((operation.result?.index ?? 0) < max(function.valueCount, 1))
        switch operation.kind {
        case .local(let local), .enter(let local), .leave(let local):
          #expect(local.index < function.locals.count)
        case .closure(let closure): #expect(closure.index < module.functions.count)
        case .load(let value, _): #expect(value.index < function.valueCount)
        default: break
        }
      }
    }
  }
  let text = FlowPrinter.print(module)
  #expect(FlowParser.parse(text).gaps == [], "\(text)")
}

private func range(
  file: UInt32, _ start: (UInt32, UInt32), _ end: (UInt32, UInt32)
) -> SourceRange {
  SourceRange(
    file: FileID(file), start: Position(line: start.0, column: start.1),
    end: Position(line: end.0, column: end.1))
}
