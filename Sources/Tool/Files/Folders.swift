import Glibc

/// Questions about folders.
enum Folders {
  /// Absolute, without symbolic links.
  static func current() throws(ToolError) -> String {
    guard let text = getcwd(nil, 0) else { throw ToolError(systemMessage(errno)) }
    defer { free(text) }
    return PathText.decode(text)
  }

  /// The current folder as the shell spells it, if that is the same folder.
  static func currentAlias() -> String? {
    guard let path = Environment["PWD"], path.utf8.first == UInt8(ascii: "/"),
      let named = try? FileStatus.of(path), let real = try? FileStatus.of("."),
      named.identity == real.identity
    else { return nil }
    return path
  }

  /// The path without symbolic links, nil if it does not exist.
  static func resolved(_ path: String) -> String? {
    guard let text = PathText.withSystemPath(path, { realpath($0, nil) }) else { return nil }
    defer { free(text) }
    return PathText.decode(text)
  }

  /// The names in a folder without `.` and `..`, in the order of their bytes.
  static func names(in folder: String) throws(ToolError) -> [String] {
    guard let stream = PathText.withSystemPath(folder, { opendir($0) }) else {
      throw ToolError(systemMessage(errno))
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: UInt8.self, capacity: 256) {
          Array(
            UnsafeBufferPointer(
              start: $0, count: strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))))
        }
      }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    if errno != 0 { throw ToolError(systemMessage(errno)) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }.map(PathText.decode)
  }

  /// The nearest folder at or above an absolute one that holds the name.
  static func above(_ folder: String, holding name: String) -> String? {
    var folder = folder
    while true {
      if (try? FileStatus.ofLink(join(folder, name))) != nil { return folder }
      guard let parent = parent(of: folder) else { return nil }
      folder = parent
    }
  }

  /// Creates a folder unless it is there; the folder above it has to exist.
  static func create(_ path: String) throws(ToolError) {
    if PathText.withSystemPath(path, { mkdir($0, 0o755) }) != 0, errno != EEXIST {
      throw ToolError(systemMessage(errno))
    }
  }

  static func parent(of path: String) -> String? {
    guard path != "/", let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func join(_ folder: String, _ name: String) -> String {
    if name.utf8.first == UInt8(ascii: "/") || folder == "." || folder.isEmpty { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}
