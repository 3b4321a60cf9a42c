import DMALint
import Foundation

/// Has the toolchain compile a program, so that the dumps of it are judged as well.
public struct TrialCompiler {
  public enum Dump: String, CaseIterable, Sendable {
    /// As the compiler understands the source, before any optimisation.
    case sil
    /// What ships.
    case ir
  }

  private let folder: URL

  public init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "machine-trials-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  public func remove() { try? FileManager.default.removeItem(at: folder) }

  /// The dump of a program printed as Swift; nil where the compiler does not take it.
  func dump(_ program: TrialProgram, _ kind: Dump) throws -> String? {
    let source = folder.appending(path: "trial.swift")
    let output = folder.appending(path: "trial.out")
    try TrialSwift.text(program).write(to: source, atomically: true, encoding: .utf8)
    try? FileManager.default.removeItem(at: output)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      [
        "swiftc", "-target", Self.target(program.platform), "-enable-experimental-feature",
        "Embedded", "-enable-experimental-feature", "Extern", "-wmo", "-parse-as-library", "-g",
        source.path, "-o", output.path,
      ] + (kind == .sil ? ["-emit-silgen"] : ["-O", "-emit-ir"])
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return try String(contentsOf: output, encoding: .utf8)
  }

  private static func target(_ platform: TrialPlatform) -> String {
    switch platform {
    case .generic, .cortexM7: "armv7em-none-none-eabi"
    case .cortexA53: "aarch64-none-none-elf"
    case .riscv32: "riscv32-none-none-eabi"
    }
  }
}

extension TrialJudge {
  /// What the two say of a program of which the analysis reads a dump alone; nil where the compiler does
  /// not take it. What ships is in the order that the optimiser has chosen: whether it might have chosen
  /// another, the IR does not say.
  public func compare(
    _ program: TrialProgram, _ kind: TrialCompiler.Dump, _ compiler: TrialCompiler
  ) throws -> Comparison? {
    guard let text = try compiler.dump(program, kind) else { return nil }
    var files = DumpFiles(["trial"], spelling: PathSpelling(currentFolder: "/"))
    let source = SourceText(path: "trial.\(kind)", text: text)
    let module: FlowModule
    switch kind {
    case .sil: module = SILLowering.lower(SILInput(file: FileID(0), source: source), files: &files)
    case .ir:
      module = LLVMLowering.lower(LLVMInput(file: FileID(0), source: source), files: &files) {
        knowledge.model(named: $0) != nil
      }
    }
    var comparison = compare(verdict(program), analyse(module, program.platform))
    switch kind {
    case .sil: break
    case .ir: comparison.relations[.order] = nil
    }
    return comparison
  }
}
