import DMALint

/// Finds the configuration of a run.
enum ConfigurationSearch {
  static let fileName = ".dmalint.yml"

  /// The nearest configuration at or above the folder of `path`, up to the checkout's root or, if
  /// it lies in no checkout, the file system's.
  static func find(from path: String, paths: PathSpelling) -> String? {
    var folder: String? = startingFolder(of: paths.absolute(path))
    while let current = folder {
      let candidate = Folders.join(current, fileName)
      if let status = try? FileStatus.of(candidate), status.kind != .folder { return candidate }
      if (try? FileStatus.ofLink(Folders.join(current, ".git"))) != nil { return nil }
      folder = Folders.parent(of: current)
    }
    return nil
  }

  /// The path itself if it is a folder, else the nearest folder above it that exists.
  static func startingFolder(of path: String) -> String {
    var path = path
    while true {
      if let status = try? FileStatus.of(path), status.kind == .folder { return path }
      guard let parent = Folders.parent(of: path) else { return "/" }
      path = parent
    }
  }
}
