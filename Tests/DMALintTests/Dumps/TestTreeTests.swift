import Foundation
import Testing

@testable import DMALint
@testable import DMALintTool

/// The readers of dumps on files that others wrote to try their own readers: compilers' test trees.
@Suite(.enabled(if: Environment["DMALINT_TREES"] != nil)) struct TestTreeTests {
  /// What came of the files of one folder.
  private struct Row {
    var files = 0
    var clean = 0
    var gaps = 0
    var slowest: (seconds: Double, path: String) = (0, "")
  }

  /// `Tools/conformance.sh` asks for this: a sample of the `.ll` and `.sil` files below some folders.
  @Test func figures() throws {
    let folders = (Environment["DMALINT_TREES"] ?? "").split(separator: ":").map(String.init)
    let count = Environment["DMALINT_TREES_COUNT"].flatMap { Int($0) } ?? 1000
    var random = SplitMix(seed: Environment["DMALINT_TREES_SEED"].flatMap { UInt64($0) } ?? 1)
    for folder in folders {
      let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      let dumps = paths.filter { $0.hasSuffix(".ll") || $0.hasSuffix(".sil") }.sorted()
      var rows: [String: Row] = [:]
      for path in dumps.shuffled(using: &random).prefix(count) {
        try look(at: folder + "/" + path, &rows[kind(path), default: Row()])
      }
      for (kind, row) in rows.sorted(by: { $0.key < $1.key }) {
        print(
          "\(kind): \(row.files) files, \(row.clean) without a gap, \(row.gaps) gaps in the rest,"
            + " the slowest \(row.slowest.seconds) s (\(row.slowest.path))")
      }
    }
  }

  /// `Tools/mutate.sh` asks for this: damaged dumps through a whole check.
  @Test(.enabled(if: Environment["DMALINT_TREES_MUTANTS"] != nil))
  func mutants() throws {
    let folder = Environment["DMALINT_TREES"] ?? ""
    let count = Environment["DMALINT_TREES_MUTANTS"].flatMap { Int($0) } ?? 1000
    let seed = Environment["DMALINT_MUTATION_SEED"].flatMap { UInt64($0) } ?? 1
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let dumps = paths.filter { $0.hasSuffix(".ll") || $0.hasSuffix(".sil") }.sorted()
    let slow = Mutation.slow(count) { number in
      var random = SplitMix(seed: seed &* 0x1_0000_0001 &+ UInt64(number))
      guard let path = dumps.randomElement(using: &random),
        let other = dumps.randomElement(using: &random),
        let source = try? FileReading.read(folder + "/" + path, limit: 64 << 20),
        source.count < 300_000,
        let more = try? FileReading.read(folder + "/" + other, limit: 64 << 20)
      else { return }
      let bytes = Mutation.mutated(source, of: [source, more], &random)
      let name = path.hasSuffix(".ll") ? "a.ll" : "a.sil"
      _ = WholeRunTests.run([(name, bytes)])
    }
    #expect(slow.isEmpty, "seed \(seed)")
  }

  /// The folder of the test tree that says what a file is about.
  private func kind(_ path: String) -> String {
    let parts = path.split(separator: "/").dropLast().drop { $0 != "test" && $0 != "tests" }
    return parts.dropFirst().prefix(1).joined(separator: "/") + "/*."
      + (path.split(separator: ".").last.map(String.init) ?? "")
  }

  private func look(at path: String, _ row: inout Row) throws {
    Mutation.announce(path)
    let bytes = try FileReading.read(path, limit: 64 << 20)
    let start = DispatchTime.now().uptimeNanoseconds
    let gaps = path.hasSuffix(".ll") ? gaps(ofIR: bytes) : gaps(ofSIL: bytes)
    let seconds = Double((DispatchTime.now().uptimeNanoseconds - start) / 1_000_000) / 1000
    row.files += 1
    if gaps.isEmpty { row.clean += 1 }
    row.gaps += gaps.count
    if seconds > row.slowest.seconds { row.slowest = (seconds, path) }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (message, line) in gaps.prefix(5) {
      let text = lines.indices.contains(line - 1) ? lines[line - 1].prefix(160) : []
      print("GAP \(path):\(line): \(message): \(String(decoding: text, as: UTF8.self))")
    }
  }

  private func gaps(ofIR bytes: [UInt8]) -> [(String, Int)] {
    var files = DumpFiles(["test.ll"], spelling: PathSpelling(currentFolder: "/"))
    let source = SourceText(path: "test.ll", bytes: bytes)
    let module = LLVMLowering.lower(
      LLVMInput(file: FileID(0), source: source), files: &files, isOfInterest: { _ in true })
    var gaps = module.gaps.map { ($0.message, Int($0.range.start.line)) }
    // What concerns no transfer is read for once as well.
    let dump = ResidentDump(bytes)
    for entry in IRIndex(dump).functions {
      var reader = IRReader(dump, entry.start..<entry.body.upperBound)
      _ = reader.function()
      for gap in reader.gaps { gaps.append((gap.message, line(at: gap.offset, bytes))) }
    }
    var seen: Set<Int> = []
    return gaps.filter { seen.insert($0.1).inserted }
  }

  private func gaps(ofSIL bytes: [UInt8]) -> [(String, Int)] {
    var files = DumpFiles(["test.sil"], spelling: PathSpelling(currentFolder: "/"))
    let source = SourceText(path: "test.sil", bytes: bytes)
    let module = SILLowering.lower(SILInput(file: FileID(0), source: source), files: &files)
    var gaps = module.gaps.map { ($0.message, Int($0.range.start.line)) }
    for entry in SILIndex(ResidentDump(bytes)).functions {
      guard let range = entry.body else { continue }
      for line in SILReader.body(ResidentDump(bytes), range, line: entry.bodyLine).unreadable {
        gaps.append(("this line is not understood", Int(line)))
      }
    }
    var seen: Set<Int> = []
    return gaps.filter { seen.insert($0.1).inserted }
  }

  private func line(at offset: Int, _ bytes: [UInt8]) -> Int {
    bytes[..<min(offset, bytes.count)].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
  }
}
