import Foundation
import Testing

/// One listing on the way to the safe transfer, as a firmware of its own: `Port.swift` is its
/// hardware, and what is not Swift is the SafeTransfer firmware's. Its comments say what must be
/// found in it and what the emulator shows.
struct TransferStep: Sendable, CustomTestStringConvertible {
  /// `Step4-Reordering`.
  let name: String
  let text: String

  static let folder = ReferenceFirmware.folder.appending(path: "SafeTransferSteps")

  static let all: [TransferStep] = Checkout.entries(of: folder).compactMap { file in
    let name = file.deletingPathExtension().lastPathComponent
    guard name.hasPrefix("Step"), let text = try? String(contentsOf: file, encoding: .utf8)
    else { return nil }
    return TransferStep(name: name, text: text)
  }

  static let file = "Main.swift"

  var testDescription: String { name }

  var expectations: [Expectation] { Expectation.read(text, file: Self.file).expectations }

  /// The findings that it must cause, as `CODE FILE:LINE`.
  var findings: Set<String> {
    Set(expectations.map { "\($0.code?.description ?? "") \($0.file):\($0.line)" })
  }

  /// From the comment that begins the file.
  var shown: [Shown] {
    text.split(separator: "\n").prefix { $0.hasPrefix("//") }
      .compactMap { $0.after("// ").flatMap(Shown.init) }
  }

  func workspace() throws -> Workspace {
    let workspace = try ReferenceFirmware.safeTransfer.copy {
      !$0.hasSuffix(".swift") && !$0.hasSuffix(".yml") && !$0.hasSuffix(".txt")
    }
    for shared in ["Port.swift", ".dmalint.yml"] {
      let file = Self.folder.appending(path: shared)
      try workspace.write(try String(contentsOf: file, encoding: .utf8), to: shared)
    }
    try workspace.write(text, to: Self.file)
    return workspace
  }

  /// What it prints in the emulator, until it says that it is done.
  func boot(_ workspace: Workspace) throws -> String? {
    try ReferenceFirmware.safeTransfer.boot(workspace, last: "[1] Done.", seconds: 20)
  }
}
