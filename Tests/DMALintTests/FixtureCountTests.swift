import Testing

@testable import DMALint

/// The rules of the first slice are shown from all sides: three wrong and three right firmwares each, on
/// each side one of several files, and one in which a function of the firmware calls another.
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
      let calling = try side.filter { try hasCallBetweenFunctions($0) }
      #expect(!calling.isEmpty, "\(code): no function of \(side.map(\.name)) calls another")
    }
  }

  /// Files of a firmware that hold code, not declarations for C only.
  private func bodies(of fixture: Fixture) throws -> Int {
    try fixture.ownFiles().count { !$0.path.hasSuffix(".h") || $0.text.contains("return ") }
  }

  /// Whether a function of the firmware calls another one that is not the entry.
  private func hasCallBetweenFunctions(_ fixture: Fixture) throws -> Bool {
    let inputs = try fixture.ownFiles().filter { $0.path.hasSuffix(".swift") }.enumerated().map {
      number, file in
      SwiftInput(
        file: FileID(UInt32(number)), source: SourceText(path: file.path, text: file.text))
    }
    let module = SwiftLowering(inputs).module { _ in true }
    let own = Set(
      module.functions.filter { $0.hasBody && $0.kind != .closure }.map {
        Program.baseName($0.name)
      })
    var unseen: Set<String> = []
    for file in try fixture.ownFiles() where !file.path.hasSuffix(".swift") {
      unseen.formUnion(functionsOfC(in: file.text))
    }
    return module.functions.contains { function in
      let caller = Program.baseName(function.name)
      return function.blocks.contains { block in
        block.operations.contains { operation in
          guard case .call(let call) = operation.kind else { return false }
          switch call.callee {
          case .name(let name), .method(_, let name), .staticMethod(_, let name):
            return unseen.contains(name)
              || own.contains(name) && caller != "main" && name != caller
          case .initializer, .implicitMember, .superMethod, .value: return false
          }
        }
      }
    }
  }

  /// The functions that a C file defines.
  private func functionsOfC(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasSuffix("{"), line.first?.isLetter == true,
        let name = line.prefix(while: { $0 != "(" }).split(whereSeparator: { " *".contains($0) })
          .last,
        line.contains("(")
      else { return nil }
      return String(name)
    }
  }
}
