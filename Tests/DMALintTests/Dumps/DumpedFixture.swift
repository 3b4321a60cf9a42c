import Foundation

@testable import DMALint
@testable import DMALintTool

/// What dmalint is given of a firmware: dumps without the source, or beside it.
enum DumpSet: String, CaseIterable, Sendable {
  case silgen, sil, ir, ir0, both, joined

  /// As the table of figures calls it.
  var title: String {
    switch self {
    case .silgen: "raw SIL"
    case .sil: "SIL at -Onone"
    case .ir: "IR at -O"
    case .ir0: "IR at -Onone"
    case .both: "SIL at -Onone, IR at -O"
    case .joined: "source, raw SIL, IR at -O"
    }
  }

  /// How the compiler is asked for each of them.
  fileprivate var modes: [(name: String, swift: String, c: String?)] {
    switch self {
    case .silgen: [("raw.sil", "-emit-silgen", nil)]
    case .sil: [("onone.sil", "-emit-sil -Onone", nil)]
    case .ir: [("o.ll", "-emit-ir -O", "-O2")]
    case .ir0: [("onone.ll", "-emit-ir -Onone", "-O0")]
    case .both: DumpSet.sil.modes + DumpSet.ir.modes
    case .joined: DumpSet.silgen.modes + DumpSet.ir.modes
    }
  }

  /// C has no SIL.
  var isOfC: Bool { self == .ir || self == .ir0 || self == .joined }
}

/// A fixture and what the compiler prints of it, for its platform's target or another.
struct DumpedFixture: Sendable {
  let fixture: Fixture
  /// Where dumps are kept from run to run.
  let folder: URL
  let target: String

  init(_ fixture: Fixture, in base: URL, target: String? = nil) throws {
    self.fixture = fixture
    let platform = try fixture.firmware().platform ?? "generic"
    self.target = target ?? DumpedFixture.target(of: platform)
    folder = base.appending(path: fixture.testDescription).appending(path: self.target)
  }

  static func target(of platform: String) -> String {
    switch platform {
    case "cortex-m0", "rp2040": "armv6m-none-none-eabi"
    case _ where platform.hasPrefix("cortex-a") || platform.hasPrefix("bcm"):
      "aarch64-none-none-elf"
    case _ where platform.hasPrefix("riscv32") || platform.hasPrefix("esp32"):
      "riscv32-none-none-eabi"
    case "riscv64": "riscv64-none-none-eabi"
    default: "armv7em-none-none-eabi"
    }
  }

  /// The firmware as these dumps show it; nil where the compiler refuses it for this target, or the
  /// dumps cannot show all of it.
  func firmware(_ set: DumpSet) throws -> Firmware? {
    var firmware = try fixture.firmware()
    let own = try fixture.ownFiles().map(\.path)
    let swift = own.filter { $0.hasSuffix(".swift") }
    let c = own.filter { $0.hasSuffix(".c") }
    guard c.isEmpty || set.isOfC else { return nil }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var dumps: [URL] = []
    for mode in set.modes {
      if !swift.isEmpty {
        let command = [
          "swiftc", "-target", target, "-enable-experimental-feature", "Embedded",
          "-enable-experimental-feature", "Extern", "-wmo", "-parse-as-library", "-g",
          "-module-name", "Firmware", "-Xcc", "-ffreestanding",
        ]
        dumps.append(
          try dump(mode.name, command + mode.swift.split(separator: " ").map(String.init), swift))
      }
      guard let level = mode.c else { continue }
      for file in c {
        let name = "\(URL(filePath: file).deletingPathExtension().lastPathComponent).\(mode.name)"
        let command = [
          "clang", "--target=\(target)", "-ffreestanding", level, "-g", "-S", "-emit-llvm",
        ]
        dumps.append(try dump(name, command, [file]))
      }
    }
    guard dumps.allSatisfy({ (try? $0.checkResourceIsReachable()) == true }) else { return nil }
    if set != .joined { firmware.files = [] }
    firmware.files += try dumps.flatMap(Checkout.inputs)
    return firmware
  }

  /// One run of the compiler, unless an earlier one has left its dump.
  private func dump(_ name: String, _ command: [String], _ files: [String]) throws -> URL {
    let result = folder.appending(path: name)
    let isNew = files.allSatisfy { file in
      guard let made = DumpedFixture.date(result.path), let written = DumpedFixture.date(file)
      else { return false }
      return made > written
    }
    if isNew { return result }
    try? FileManager.default.removeItem(at: result)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command + includes() + ["-o", result.path] + files
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return result
  }

  private static func date(_ path: String) -> Date? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
  }

  /// The folders of module maps: the shims', and the fixture's own.
  private func includes() -> [String] {
    var folders = Checkout.entries(of: Checkout.fixtures.appending(path: "Shims"))
    if Checkout.isFolder(fixture.location),
      let files = FileManager.default.enumerator(atPath: fixture.location.path)
    {
      for case let file as String in files where file.hasSuffix("module.modulemap") {
        folders.append(fixture.location.appending(path: file).deletingLastPathComponent())
      }
    }
    return folders.map(\.path).sorted().flatMap { ["-I", $0] }
  }
}

/// What dmalint says of a fixture by its dumps, beside what the comments in its source ask for.
struct DumpVerdict: Sendable {
  /// Said of the line that was meant.
  var right = 0
  /// The same defect under another name, or at another line.
  var displaced: [String] = []
  var missed: [String] = []
  var isFalse: [String] = []

  init(of report: Report, _ expectations: [Expectation]) {
    var open = report.findings.filter { $0.severity != .note }
    var left: [Expectation] = []
    func take(_ expectation: Expectation, _ isMeant: (Finding) -> Bool) -> Finding? {
      let index = open.firstIndex { finding in
        DumpVerdict.path(of: finding, report) == expectation.file && isMeant(finding)
      }
      return index.map { open.remove(at: $0) }
    }
    for expectation in expectations where expectation.kind == .finding {
      guard let code = expectation.code, code != "DMA901" else { continue }
      if take(expectation, { $0.code == code && $0.range.start.line == expectation.line }) != nil {
        right += 1
      } else {
        left.append(expectation)
      }
    }
    for expectation in left {
      guard let code = expectation.code else { continue }
      let place = "\(Checkout.relative(expectation.file)):\(expectation.line): \(code)"
      if let other = take(expectation, { DumpVerdict.isSame(code, $0) }) {
        displaced.append("\(place) is \(other.code) at line \(other.range.start.line)")
      } else {
        missed.append(place)
      }
    }
    isFalse = open.map { finding in
      let file = Checkout.relative(DumpVerdict.path(of: finding, report))
      return "\(file):\(finding.range.start.line): \(finding.code) \(finding.message)"
    }
  }

  /// Paths in dumps are spelled as seen from the root.
  private static func path(of finding: Finding, _ report: Report) -> String {
    let path = report.path(finding.range.file)
    return path.hasPrefix("/") ? path : "/" + path
  }

  private static func isSame(_ code: RuleCode, _ finding: Finding) -> Bool {
    finding.code == code || finding.also.contains(code)
      || Conclusion.subsumes(finding.code, code) || Conclusion.subsumes(code, finding.code)
      || !RuleGroup.groups(of: code).isDisjoint(with: RuleGroup.groups(of: finding.code))
  }

  /// Each line with what it counts as.
  var text: String {
    (displaced.map { "    elsewhere \($0)" } + missed.map { "    missed    \($0)" }
      + isFalse.map { "    false     \($0)" }).joined(separator: "\n")
  }
}
