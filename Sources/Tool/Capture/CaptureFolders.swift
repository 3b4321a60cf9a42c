import Glibc

/// Where a capture keeps what it makes, and where a running one collects what wrappers say.
struct CaptureFolders {
  static let recordsVariable = "DMALINT_CAPTURE_RECORDS"
  static let dumpsVariable = "DMALINT_CAPTURE_DUMPS"
  static let frontendVariable = "DMALINT_CAPTURE_FRONTEND"

  /// Absolute; `check --dumps` reads it.
  var dumps: String
  /// Absolute, gone after the build.
  var records: String

  /// What the wrappers of a running capture see; nil outside of one.
  static var ofRunningCapture: CaptureFolders? {
    guard let dumps = Environment[dumpsVariable], let records = Environment[recordsVariable] else {
      return nil
    }
    return CaptureFolders(dumps: dumps, records: records)
  }

  /// A name that nothing else below the folder of dumps has, without separators.
  static func name(of path: String, below folder: String) -> String {
    var text = path
    if path.hasPrefix(folder + "/") { text = String(path.dropFirst(folder.utf8.count + 1)) }
    return String(
      text.drop { $0 == "/" || $0 == "." }.map { character in
        character == "/" || character == ":" || character.isWhitespace ? "_" : character
      })
  }

  static func create(_ path: String) throws(ToolError) {
    var made = ""
    for component in path.split(separator: "/") {
      made += "/" + component
      do throws(ToolError) {
        try Folders.create(made)
      } catch {
        if (try? FileStatus.of(made))?.kind != .folder {
          throw ToolError("\(made): \(error.message)")
        }
      }
    }
  }

  /// Removes a folder of files, as the records are.
  static func remove(_ path: String) {
    for name in (try? Folders.names(in: path)) ?? [] {
      let child = Folders.join(path, name)
      if (try? FileStatus.ofLink(child))?.kind == .folder {
        remove(child)
      } else {
        FileWriting.remove(child)
      }
    }
    _ = PathText.withSystemPath(path) { rmdir($0) }
  }
}
