import Foundation

@testable import DMALint
@testable import DMALintTool

/// The files of one firmware, analysed as the tool does it once it has read them.
struct Firmware {
  /// One file, with its path as reports spell it.
  struct File {
    var path: String
    var bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// In any order.
  var files: [File]
  var platform: String?
  var dcache = DataCache.auto

  /// The report that the tool would print; of much source, it leaves out bodies that cannot matter.
  func report(leavingOutBodies: Bool? = nil) -> Report {
    let sources = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      .compactMap { file in
        InputKind(path: file.path).map {
          CheckRequest.Source(text: SourceText(path: file.path, bytes: file.bytes), kind: $0)
        }
      }
    let catalogue = Catalogue.builtIn
    var request = CheckRequest(
      sources: sources,
      platform: platform.map { PlatformChoice(name: $0, source: .commandLine) } ?? .none,
      dcache: dcache, paths: PathSpelling(currentFolder: "/"), knowledge: catalogue.knowledge,
      rules: catalogue.rules)
    request.leavesOutBodies = leavingOutBodies
    let analysed = analyze(request)
    return Finishing(rules: request.rules, paths: request.paths).finish(
      analysed.report, texts: request.sources.map(\.text), annotations: analysed.annotations
    ).report
  }

  /// Why C files could not be read, where there is no libclang.
  static func missingLibrary(in report: Report) -> String? {
    report.unchecked.first { $0.reason.contains("libclang") }?.reason
  }
}

/// The folders of this checkout that tests read.
enum Checkout {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let fixtures = root.appending(path: "Tests/Fixtures")

  /// What lies directly in a folder, in the order of the names.
  static func entries(of folder: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { folder.appending(path: $0) }
  }

  static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// All files that dmalint reads: the file itself, or what lies below the folder.
  static func inputs(at url: URL) throws -> [Firmware.File] {
    if isFolder(url) { return try entries(of: url).flatMap(inputs) }
    guard InputKind(path: url.path) != nil else { return [] }
    return [Firmware.File(path: url.path, bytes: Array(try Data(contentsOf: url)))]
  }

  /// A path as seen from the checkout.
  static func relative(_ path: String) -> String {
    path.hasPrefix(root.path + "/") ? String(path.dropFirst(root.path.count + 1)) : path
  }
}
