import Foundation
import Testing

/// What `swift format` says about the whole package.
@Suite struct StyleTests {
  /// Needs a toolchain with `swift format`; says so and is skipped where there is none.
  @Test func theSourcesAreFormatted() throws {
    let workspace = try Workspace()
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let outcome = try workspace.shell(
      """
      cd '\(root)' || exit 1
      swift format --version >/dev/null 2>&1 || exit 77
      swift format lint --strict --parallel --recursive Package.swift Sources Tests Plugins
      """)
    if outcome.status == 77 { try Test.cancel("there is no 'swift format' here") }
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
  }
}
