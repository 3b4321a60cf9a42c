import Foundation
import Testing

/// A folder of its own for one end-to-end run of the built binary.
final class Workspace {
  let folder: URL

  init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    folder = base.appending(path: "dmalint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file and the folders above it.
  func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

  func write(_ data: Data, to path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
  }

  /// What a run has left behind.
  struct Outcome {
    var status: Int32
    var output: String
    var error: String
  }

  /// Runs dmalint with these arguments in the folder.
  func dmalint(
    _ arguments: String..., in subfolder: String = "", input: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try dmalint(arguments, in: subfolder, input: input, environment: environment)
  }

  func dmalint(
    _ arguments: [String], in subfolder: String = "", input: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(
      Workspace.tool, arguments, in: subfolder, input: input, environment: environment)
  }

  /// Runs a shell script in the folder; `$DMALINT` is the binary.
  func shell(_ script: String) throws -> Outcome {
    try run(URL(filePath: "/bin/sh"), ["-c", script])
  }

  private func run(
    _ program: URL, _ arguments: [String], in subfolder: String = "", input: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder.appending(path: subfolder)
    var variables = ProcessInfo.processInfo.environment.filter { name, _ in
      name == "PATH" || name.hasPrefix("PIP_") || name.lowercased().hasSuffix("_proxy")
    }
    variables["HOME"] = folder.path
    variables["DMALINT"] = Workspace.tool.path
    variables["DMALINT_CACHE"] = "off"
    // A repository above the temporary folder must not matter.
    variables["GIT_CEILING_DIRECTORIES"] = folder.deletingLastPathComponent().path
    process.environment = variables.merging(environment) { $1 }
    // Files, not pipes: nobody has to read while the process writes.
    let output = folder.appendingPathExtension("out")
    let error = folder.appendingPathExtension("err")
    let source = folder.appendingPathExtension("in")
    defer { for file in [output, error, source] { try? FileManager.default.removeItem(at: file) } }
    try Data((input ?? "").utf8).write(to: source)
    for file in [output, error] { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: source)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
  }

  /// A script below `Tests/Tools`.
  static func script(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Tools/\(name)").path
  }

  /// The binary lies beside the tests.
  static let tool = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "dmalint")
}

extension Workspace.Outcome {
  /// The report of `--format json`.
  func json() throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return try #require(object as? [String: Any])
  }

  /// One list of the report, one field of each entry.
  func strings(_ list: String, _ field: String) throws -> [String] {
    let entries = try #require(try json()[list] as? [[String: Any]])
    return entries.map { "\($0[field] ?? "")" }
  }

  func summary(_ key: String) throws -> Int? {
    (try json()["summary"] as? [String: Any])?[key] as? Int
  }
}
