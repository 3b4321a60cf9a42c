import Glibc

/// The folders in which the shell looks for programs.
enum SearchPath {
  static var folders: [String] {
    (Environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
  }

  /// The first program of that name, outside of one folder.
  static func find(_ name: String, except left: String? = nil) -> String? {
    for folder in folders where folder != left {
      let path = Folders.join(folder, name)
      if PathText.withSystemPath(path, { access($0, X_OK) }) == 0,
        (try? FileStatus.of(path))?.kind == .file
      {
        return path
      }
    }
    return nil
  }
}
