import Foundation
import Testing

@testable import DMALint
@testable import DMALintTool

/// A report depends on the inputs and on nothing else.
@Suite struct DeterminismTests {
  /// A firmware of several fixtures, with findings.
  private func firmware() throws -> (workspace: Workspace, files: [String]) {
    let workspace = try Workspace()
    var files: [String] = []
    for (number, bytes) in Mutation.corpus().prefix(60).enumerated() where number % 4 == 0 {
      let path = "Sources/Part\(number % 3)/File\(number).swift"
      try workspace.write(Data(bytes), to: path)
      files.append(path)
    }
    return (workspace, files)
  }

  private static let check = "\"$DMALINT\" check --platform cortex-m7 --format json"

  @Test func threadsAndRunsDoNotShow() throws {
    let (workspace, _) = try firmware()
    let first = try workspace.shell("\(Self.check) --jobs 1 Sources")
    #expect(try !first.strings("findings", "code").isEmpty)
    for jobs in [1, 2, 5] {
      let outcome = try workspace.shell("\(Self.check) --jobs \(jobs) Sources")
      #expect(outcome.output == first.output)
      #expect(outcome.status == first.status)
    }
  }

  @Test func theOrderOfPathsDoesNotShow() throws {
    let (workspace, files) = try firmware()
    let first = try workspace.shell("\(Self.check) \(files.joined(separator: " "))")
    for order in [files.reversed(), files.sorted(), files + files.prefix(3)] {
      let outcome = try workspace.shell("\(Self.check) \(order.joined(separator: " "))")
      #expect(outcome.output == first.output)
    }
  }

  @Test func theWorkingDirectoryDoesNotShow() throws {
    let (workspace, _) = try firmware()
    let first = try workspace.shell("\(Self.check) Sources")
    // Only the spelling of the paths follows the current folder.
    let inside = try workspace.shell("cd Sources && \(Self.check) .")
    #expect(
      try inside.strings("findings", "message") == first.strings("findings", "message"))
    #expect(
      try inside.strings("findings", "file").map { "Sources/" + $0 }
        == first.strings("findings", "file"))
    #expect(
      try inside.strings("transfers", "verdict") == first.strings("transfers", "verdict"))
  }
}
