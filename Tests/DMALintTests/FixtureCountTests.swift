import Testing

@testable import DMALint

/// The rules of the first slice are shown from all sides: three wrong and three right firmwares each,
/// one on each side that only calls across files show.
@Suite struct FixtureCountTests {
  @Test(arguments: [
    "DMA101", "DMA102", "DMA103", "DMA105", "DMA201", "DMA202", "DMA205", "DMA301", "DMA401",
    "DMA402", "DMA602", "DMA901",
  ])
  func hasWrongAndRightFixtures(code: String) throws {
    let fixtures = Checkout.entries(of: Checkout.fixtures.appending(path: "Rules"))
      .filter { $0.lastPathComponent.hasPrefix(code) }
      .flatMap { folder in
        Checkout.entries(of: folder).map { Fixture(location: $0, rule: folder.lastPathComponent) }
      }
    for side in [fixtures.filter(\.isRight), fixtures.filter { !$0.isRight }] {
      #expect(side.count >= 3, "\(code): \(side.map(\.name))")
      let spread = try side.filter { try bodies(of: $0) > 1 }
      #expect(!spread.isEmpty, "\(code): none of \(side.map(\.name)) is of several files")
    }
  }

  /// Files of a firmware that hold code, not declarations for C only.
  private func bodies(of fixture: Fixture) throws -> Int {
    try fixture.ownFiles().count { !$0.path.hasSuffix(".h") || $0.text.contains("return ") }
  }
}
