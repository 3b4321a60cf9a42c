import DMALint

/// Which of the files below a folder belong to the firmware: `include` and `exclude`.
struct FileFilter {
  /// Empty includes everything.
  var include: [PathPattern] = []
  var exclude: [PathPattern] = []
  /// The folder that the patterns are relative to, absolute.
  var folder: String = "/"
  var paths: PathSpelling

  /// The same filter for a walk that starts at `root`: somebody who names a folder means it, so
  /// patterns that keep out the folder as a whole do not count.
  func rooted(at root: String) -> FileFilter {
    guard let path = paths.relative(root, to: folder) else {
      return FileFilter(folder: folder, paths: paths)
    }
    var filter = self
    filter.exclude.removeAll { path != "." && $0.matches(path) }
    if !include.contains(where: { $0.mayMatch(below: path) }) { filter.include = [] }
    return filter
  }

  func admits(file: String) -> Bool {
    guard let path = paths.relative(file, to: folder) else { return true }
    return !exclude.contains { $0.matches(path) }
      && (include.isEmpty || include.contains { $0.matches(path) })
  }

  func admits(folder child: String) -> Bool {
    guard let path = paths.relative(child, to: folder) else { return true }
    return !exclude.contains { $0.matches(path) }
      && (include.isEmpty || include.contains { $0.mayMatch(below: path) })
  }
}
