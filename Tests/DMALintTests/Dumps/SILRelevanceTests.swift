import Foundation
import Testing

@testable import DMALint
@testable import DMALintTool

/// Of a large SIL dump, functions that cannot matter are not lowered: no report is another one for it.
///
/// A sample, since each takes the compiler seconds; `DMALINT_SIL_RELEVANCE` names how many, `all` for all.
@Suite struct SILRelevanceTests {
  static let sample: [Fixture] = {
    let all = (RightCodeTests.all + Fixture.all).filter { fixture in
      (try? fixture.ownFiles())?.allSatisfy { $0.path.hasSuffix(".swift") } == true
    }
    let wanted = ProcessInfo.processInfo.environment["DMALINT_SIL_RELEVANCE"] ?? "6"
    let count = wanted == "all" ? all.count : min(Int(wanted) ?? 6, all.count)
    let day = wanted == "all" ? 0 : Int(Date().timeIntervalSince1970 / 86_400)
    return (0..<count).map { all[($0 * all.count / count + day) % all.count] }
  }()

  @Test(arguments: sample, [DumpSet.silgen, .sil])
  func whatIsLeftOutChangesNothing(fixture: Fixture, set: DumpSet) throws {
    let workspace = try Workspace()
    let dumped = try DumpedFixture(fixture, in: workspace.folder)
    // Embedded targets lack concurrency.
    let isForHosts = try fixture.ownFiles().contains { $0.text.contains("_Concurrency") }
    guard let firmware = isForHosts ? try? dumped.firmware(set) : try dumped.firmware(set) else {
      return
    }
    let whole = firmware.report(leavingOutBodies: false)
    let narrow = firmware.report(leavingOutBodies: true)
    #expect(
      narrow.findings.map { "\($0.range) \($0.code) \($0.message) \($0.trace)" }
        == whole.findings.map { "\($0.range) \($0.code) \($0.message) \($0.trace)" })
    #expect(
      narrow.transfers.map { "\($0.range) \($0.clauses)" }
        == whole.transfers.map { "\($0.range) \($0.clauses)" })
  }

  private static let ordinary = """
    sil_stage canonical
    import Builtin
    class Port {
      @_hasStorage let number: Int { get }
      func open()
      deinit
    }
    struct Holder {
      @_hasStorage var port: Port { get set }
    }

    // half(_:)
    sil @$s4main4halfyS2iF : $@convention(thin) (Int) -> Int {
    bb0(%0 : $Int):
      return %0
    }

    // third(_:)
    sil @$s4main5thirdyS2iF : $@convention(thin) (Int) -> Int {
    bb0(%0 : $Int):
      return %0
    }

    // Port.open()
    sil hidden @$s4main4PortC4openyyF : $@convention(method) (@guaranteed Port) -> () {
    bb0(%0 : $Port):
      %1 = function_ref @$s4main4halfyS2iF : $@convention(thin) (Int) -> Int
      builtin "fence_release"() : $()
      %3 = tuple ()
      return %3
    }

    // call(_:)
    sil hidden @$s4main4callyyAA4PortCF : $@convention(thin) (@guaranteed Port) -> () {
    bb0(%0 : $Port):
      %1 = class_method %0, #Port.open : (Port) -> () -> (), $@convention(method) (@guaranteed Port) -> ()
      %2 = apply %1(%0) : $@convention(method) (@guaranteed Port) -> ()
      return %2
    }

    // handler()
    sil hidden @handler : $@convention(c) () -> () {
    bb0:
      %0 = tuple ()
      return %0
    }

    // Port.deinit
    sil hidden @$s4main4PortCfd : $@convention(method) (@guaranteed Port) -> @owned Builtin.NativeObject {
    bb0(%0 : $Port):
      builtin "fence_release"() : $()
      %2 = unchecked_ref_cast %0 to $Builtin.NativeObject
      return %2
    }

    // hold(_:)
    sil hidden @$s4main4holdyyAA6HolderVF : $@convention(thin) (@guaranteed Holder) -> () {
    bb0(%0 : $Holder):
      %1 = tuple ()
      return %1
    }

    sil_vtable Port {
      #Port.open: (Port) -> () -> () : @$s4main4PortC4openyyF\t// Port.open()
    }
    """

  @Test func ordinaryFunctionsAreLeftOut() {
    let dump = ResidentDump(Array(Self.ordinary.utf8))
    let index = SILIndex(dump)
    let place = SourceRange(
      file: FileID(0), start: Position(line: 1, column: 1), end: Position(line: 1, column: 1))
    let types = SILDeclarations(dump, index.declarations, at: place).types
    let relevance = SILRelevance(index, types) { _, _ in false }
    let kept = index.functions.filter { relevance.contains($0.symbol) }.map(\.comment)
    #expect(
      kept == ["half(_:)", "Port.open()", "call(_:)", "handler()", "Port.deinit", "hold(_:)"])
  }
}
