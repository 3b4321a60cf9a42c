import Foundation
import Testing

/// A firmware below `Tests/Fixtures/Firmware` that is compiled, linked and booted: right as it stands,
/// and the ground for everything that is broken in it.
struct ReferenceFirmware: Sendable, CustomTestStringConvertible {
  var name: String
  /// The serial port that something is typed on: `mini` or `pl011`.
  var port: String
  var prompt: String
  var input: String
  /// What is printed last.
  var last: String

  static let raspberryPi3 = ReferenceFirmware(
    name: "RaspberryPi3", port: "mini", prompt: "continue booting... ", input: "x",
    last: "Output switched to it.")

  static let safeTransfer = ReferenceFirmware(
    name: "SafeTransfer", port: "pl011", prompt: "letters: ", input: "abcd",
    last: "has been stopped.")

  static let all = [raspberryPi3, safeTransfer]

  var testDescription: String { name }

  var folder: URL { Self.folder.appending(path: name) }

  static let folder = Checkout.fixtures.appending(path: "Firmware")

  /// A copy of the firmware in a folder of its own, or of the files with such paths.
  func copy(where isWanted: (String) -> Bool = { _ in true }) throws -> Workspace {
    let workspace = try Workspace()
    let files = FileManager.default
    guard let paths = files.enumerator(atPath: folder.path) else { return workspace }
    for case let path as String in paths where !path.hasPrefix(".build") && isWanted(path) {
      let source = folder.appending(path: path)
      guard !path.hasPrefix(".dmalint/"), !Checkout.isFolder(source) else { continue }
      let target = workspace.folder.appending(path: path)
      try files.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try files.copyItem(at: source, to: target)
    }
    return workspace
  }

  /// Compiles and links the copy and keeps its dumps.
  func build(_ workspace: Workspace) throws {
    let outcome = try workspace.shell("\"$DMALINT\" capture -- ./build.sh")
    try #require(outcome.status == 0, "\(name): \(outcome.error)")
  }

  /// What is checked besides the sources once the copy is built.
  static let layers = [
    "--dumps", ".dmalint/dumps", "--elf", ".build/kernel.elf", "--linker-script", "link.ld",
  ]

  /// What a booted kernel has printed. Nil, and the test is cancelled, where there is no emulator.
  func boot(_ workspace: Workspace, last: String? = nil, seconds: Int = 30) throws -> String? {
    let script = Self.folder.appending(path: "boot.sh").path
    let outcome = try workspace.shell(
      """
      BOOT_SECONDS=\(seconds) '\(script)' .build/kernel.elf \(port) '\(prompt)' '\(input)' \
        '\(last ?? self.last)'
      """)
    if outcome.status == 3 { try Test.cancel("not booted: \(outcome.error)") }
    return outcome.status == 0 ? outcome.output : nil
  }

  /// The lines that the healthy firmware prints; `#` is a digit or blank that the link decides.
  func expectedLines() throws -> [String] {
    try String(contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  static func matches(_ line: String, _ pattern: String) -> Bool {
    line.utf8.count == pattern.utf8.count
      && zip(line.utf8, pattern.utf8).allSatisfy { $1 == UInt8(ascii: "#") || $0 == $1 }
  }
}
