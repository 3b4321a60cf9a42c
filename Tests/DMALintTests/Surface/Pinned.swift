import Foundation
import Testing

/// Texts that a test compares with a file below `Tests/Pinned`; `DMALINT_BLESS=1` rewrites them.
enum Pinned {
  static func expect(
    _ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Pinned/surface/\(name)")
    if ProcessInfo.processInfo.environment["DMALINT_BLESS"] == "1" {
      do {
        try Data(text.utf8).write(to: file)
      } catch {
        Issue.record("\(name) cannot be written: \(error)", sourceLocation: sourceLocation)
      }
      return
    }
    let pinned = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
    #expect(text == pinned, "\(name) differs", sourceLocation: sourceLocation)
  }
}
