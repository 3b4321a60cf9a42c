import DMALint
import Testing

@testable import DMALintTool

/// Of very much source, bodies that cannot matter are left out: no report is another one for it.
@Suite struct RelevantFunctionsTests {
  @Test(arguments: RightCodeTests.all + Fixture.all)
  func whatIsLeftOutChangesNothing(fixture: Fixture) throws {
    let firmware = try fixture.firmware()
    guard firmware.files.allSatisfy({ $0.path.hasSuffix(".swift") }) else { return }
    let whole = firmware.report()
    let narrow = firmware.report(leavingOutBodies: true)
    #expect(
      narrow.findings.map { "\($0.range) \($0.code) \($0.message) \($0.trace)" }
        == whole.findings.map { "\($0.range) \($0.code) \($0.message) \($0.trace)" })
    #expect(
      narrow.transfers.map { "\($0.range) \($0.clauses)" }
        == whole.transfers.map { "\($0.range) \($0.clauses)" })
  }

  @Test func ordinaryCodeIsLeftOut() {
    let text = """
      import _Volatile
      let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0000)
      struct Setting { var rate = 9600; var name: String { "at \\(rate)" } }
      func half(_ x: Int) -> Int { x / 2 }
      func third(_ x: Int) -> Int { x / 3 }
      func start() { control.store(UInt32(half(2))) }
      func begin() { start() }
      """
    let input = SwiftInput(
      file: FileID(0), source: SourceText(path: "A.swift", bytes: Array(text.utf8)))
    let lowering = SwiftLowering([input])
    let words = TransferWords(Catalogue.builtIn.knowledge)
    let relevant = RelevantFunctions(lowering, isSign: words.contains)
    let kept = lowering.candidates.filter { relevant.contains($0.identifier) }
    #expect(Set(kept.map(\.function.name)) == ["control", "half(_:)", "start()", "begin()"])
  }
}
