import Dispatch
import Foundation
import Synchronization
import Testing

@testable import DMALint
@testable import DMALintTool

/// Dumps say of a firmware what its source says, as far as they show it, and raise no other alarm.
@Suite struct DumpsAloneTests {
  private static let everything = RightCodeTests.all + Fixture.all

  /// Right firmwares in whose IR there seems to be a defect.
  private static let isLoud: Set<String> = ["channels-in-a-dictionary"]

  /// A few right firmwares each time, others every day.
  private static let sample: [Fixture] = {
    var random = SplitMix(seed: Mutation.today)
    let quiet = RightCodeTests.all.filter { !isLoud.contains($0.name) }
    return Array(quiet.shuffled(using: &random).prefix(3))
  }()

  private static let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()

  @Test(arguments: sample)
  func rightFirmwareRaisesNoAlarm(fixture: Fixture) throws {
    let folder = Self.base.appending(path: "dmalint-dumps-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let dumped = try DumpedFixture(fixture, in: folder)
    guard let firmware = try dumped.firmware(.ir) else { return }
    #expect(DumpVerdict(of: firmware.report(), []).isFalse == [])
  }

  /// Fixtures of which dumps alone say the same as the source, line by line: one for each way in which
  /// the optimiser hides what the source says.
  private static let exact: [(set: DumpSet, fixture: String)] = [
    // The function that starts and gives up is inlined in an endless loop.
    (.ir, "DMA602-early-exit-in-flight/wrong-timeout"),
    // So are the functions that it calls, one of which throws.
    (.ir, "DMA602-early-exit-in-flight/wrong-typed-throws"),
    (.ir, "DMA602-early-exit-in-flight/wrong-generic-throws"),
    (.ir, "DMA401-access-in-flight/right-engines-in-turn"),
    // The first round of the polling loop stands before it.
    (.ir, "Right/borrowed-in-switch-stops-in-deinit"),
    // A closure that waits is called through memory.
    (.ir, "Right/handlers-in-an-array"),
    // The state of a handle is read by its offset, and what waits for it stands still.
    (.ir, "Right/started-flag-kept"),
    // A structure of one value is passed: K_FOREVER.
    (.ir, "Right/semaphore-given-in-callback"),
    (.ir, "Right/ring-behind-flag-main-loop"),
    // Swift's allocator does not fail, and blocks of one place in a loop are several.
    (.ir, "Right/handle-in-optional-global"),
    (.ir, "Right/array-two-elements"),
    (.ir, "Right/wait-at-next-start-optional"),
    (.ir, "DMA402-double-start/wrong-two-drivers"),
    // A read is taken out of the loop that waits.
    (.ir, "DMA205-nonvolatile-status/wrong-c-break-on-plain-flag"),
    // What is looked at by its address is not read.
    (.sil, "DMA201-missing-release-before-start/wrong-plain-global-then-start"),
    // Empty arrays, and their elements.
    (.sil, "Right/handle-stored-in-array"),
    (.sil, "Right/array-two-elements"),
    // Two allocations at one place.
    (.sil, "Right/wait-at-next-start-optional"),
    // An option set's literal, and the raw values of its constants.
    (.sil, "Right/options-decide"),
    // A structure of C has no declaration: its initialiser names the members.
    (.silgen, "Right/zephyr-dma-status-struct"),
    // What an initialiser fills stands in a box, also where the type is generic.
    (.sil, "Right/noncopyable-owner"),
    (.sil, "Right/generic-owner-noncopyable"),
    // An instance that is used in several blocks ends where nothing uses it any more.
    (.sil, "DMA105-buffer-freed-in-flight/wrong-instance-ends-after-start"),
    // Indices that are cut down to a ring's length, and elements of a size that is not known.
    (.ir, "Right/neighbour-in-a-ring"),
    // A loop goes through a literal.
    (.sil, "Right/loop-over-channels-in-a-literal"),
    // The one result is given room for.
    (.sil, "Right/fence-in-generic-wrapper"),
    // An array literal is filled where its storage has been adopted.
    (.sil, "Right/flags-of-channels-in-an-array"),
    (.sil, "DMA401-access-in-flight/wrong-array-of-buffers"),
    // Elements are counted from an element; offsets that are known by their bounds add up.
    (.sil, "Right/halves-by-offset"),
    (.sil, "DMA401-access-in-flight/wrong-turns-in-the-handler"),
    // Units of a size that nothing says.
    (.ir, "Right/halves-by-offset"),
    (.ir, "DMA305-cache-line-sharing/right-rounded-to-line"),
    // A mask of 32 bits.
    (.sil, "DMA305-cache-line-sharing/right-rounded-to-line"),
    // One value of a dictionary has one entry at a key.
    (.silgen, "Right/channels-in-a-dictionary"),
  ]

  @Test(arguments: exact.map { "\($0.set.rawValue) \($0.fixture)" })
  func saysWhatTheSourceSays(name: String) throws {
    let parts = name.split(separator: " ")
    let set = try #require(DumpSet(rawValue: String(parts[0])))
    let fixture = try #require(Self.everything.first { $0.testDescription == parts[1] })
    let folder = Self.base.appending(path: "dmalint-dumps-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let verdict = try #require(try Self.verdict(DumpedFixture(fixture, in: folder), set))
    #expect(verdict.text == "")
  }

  // MARK: All of them

  /// `Tools/dumps.sh` asks for this: every fixture through every set of dumps, and the figures.
  @Test(.enabled(if: Environment["DMALINT_DUMPS"] != nil))
  func figures() throws {
    let names = (Environment["DMALINT_DUMPS"] ?? "all").split(separator: ",")
    let sets =
      names.contains("all")
      ? DumpSet.allCases
      : DumpSet.allCases.filter {
        names.contains(Substring($0.rawValue))
      }
    let part = Environment["DMALINT_DUMPS_PART"] ?? ""
    let folder = URL(
      filePath: Environment["DMALINT_DUMPS_FOLDER"] ?? Self.base.path + "/dmalint-dumps")
    let fixtures = Self.everything.filter { part.isEmpty || $0.testDescription.contains(part) }
    for set in sets {
      let verdicts = Rows<DumpVerdict?>(count: fixtures.count)
      DispatchQueue.concurrentPerform(iterations: fixtures.count) { number in
        let dumped = try? DumpedFixture(
          fixtures[number], in: folder, target: Environment["DMALINT_DUMPS_TARGET"])
        verdicts[number] = try? dumped.flatMap { try Self.verdict($0, set) }
      }
      Self.show(set, fixtures, verdicts.all)
    }
  }

  private static func verdict(_ dumped: DumpedFixture, _ set: DumpSet) throws -> DumpVerdict? {
    guard let firmware = try dumped.firmware(set) else { return nil }
    let expectations = try dumped.fixture.ownFiles().flatMap {
      Expectation.read($0.text, file: $0.path).expectations
    }
    return DumpVerdict(of: firmware.report(), expectations)
  }

  private static func show(_ set: DumpSet, _ fixtures: [Fixture], _ verdicts: [DumpVerdict??]) {
    var sum = (seen: 0, right: 0, displaced: 0, missed: 0, isFalse: 0)
    for (fixture, verdict) in zip(fixtures, verdicts) {
      guard let verdict = verdict ?? nil else { continue }
      sum.seen += 1
      sum.right += verdict.right
      sum.displaced += verdict.displaced.count
      sum.missed += verdict.missed.count
      sum.isFalse += verdict.isFalse.count
      if !verdict.text.isEmpty { print("  \(fixture.testDescription)\n\(verdict.text)") }
    }
    print(
      "\(set.title): \(sum.seen) of \(fixtures.count) fixtures, \(sum.right) findings right, "
        + "\(sum.displaced) elsewhere, \(sum.missed) missed, \(sum.isFalse) false")
  }

  /// Results by number, from several threads.
  private final class Rows<Row: Sendable>: Sendable {
    private let rows: Mutex<[Row?]>

    init(count: Int) { rows = Mutex([Row?](repeating: nil, count: count)) }

    subscript(number: Int) -> Row? {
      get { rows.withLock { $0[number] } }
      set { rows.withLock { $0[number] = newValue } }
    }

    var all: [Row?] { rows.withLock { $0 } }
  }
}
