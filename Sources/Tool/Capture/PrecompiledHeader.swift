import DMALint

/// A bridging header and the file that the driver has had made of it for the jobs of a build.
struct PrecompiledHeader {
  private static let ending = ".pch-of"
  private var precompiled: String
  private var header: String

  /// Nil for every other job.
  init?(_ arguments: [String]) {
    guard arguments.contains("-emit-pch"), let option = arguments.firstIndex(of: "-o"),
      option + 1 < arguments.count, let folder = try? Folders.current(),
      let header = arguments.last(where: { !$0.hasPrefix("-") && $0.hasSuffix(".h") })
    else { return nil }
    let paths = PathSpelling(currentFolder: folder)
    precompiled = paths.absolute(arguments[option + 1])
    self.header = paths.absolute(header)
  }

  func write(in folders: CaptureFolders) {
    let name = CaptureFolders.name(of: precompiled, below: "/") + PrecompiledHeader.ending
    let text = precompiled + "\0" + header
    try? FileWriting.write(PathText.encode(text), to: Folders.join(folders.records, name))
  }

  /// Headers by the paths of what was made of them, as far as this build has said so.
  static func all(in folders: CaptureFolders) -> [String: String] {
    var result: [String: String] = [:]
    for name in (try? Folders.names(in: folders.records)) ?? [] where name.hasSuffix(ending) {
      let path = Folders.join(folders.records, name)
      guard let bytes = try? FileReading.read(path, limit: FileReading.settingsLimit) else {
        continue
      }
      let parts = bytes.split(separator: 0).map { PathText.decode(Array($0)) }
      if parts.count == 2 { result[parts[0]] = parts[1] }
    }
    return result
  }
}
