import DMALint

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The numbers of files by their paths. The caller numbers its inputs; headers that are found only
/// by their inclusion get the numbers after them, and are relative where they lie below the base
/// folder.
public struct PathTable: Sendable {
  public private(set) var paths: [String] = []
  private var numbers: [String: FileID] = [:]
  /// Absolute, without a slash at its end.
  private let base: String

  /// Numbers paths by their places in the list; of two for the same file, the first is found.
  public init(_ paths: [String] = [], base: String = PathTable.currentFolder()) {
    self.base = base
    for path in paths {
      let number = FileID(UInt32(self.paths.count))
      self.paths.append(path)
      let key = relative(path)
      if numbers[key] == nil { numbers[key] = number }
    }
  }

  /// The process's working folder.
  public static func currentFolder() -> String {
    guard let folder = getcwd(nil, 0) else { return "" }
    defer { free(folder) }
    let path = String(cString: folder)
    return path == "/" ? "" : path
  }

  /// The number of a path, a new one where it has none yet.
  public mutating func id(of path: String) -> FileID {
    let path = relative(path)
    if let number = numbers[path] { return number }
    let number = FileID(UInt32(paths.count))
    paths.append(path)
    numbers[path] = number
    return number
  }

  public func path(of file: FileID) -> String { paths[Int(file.index)] }

  /// The path by which the table finds it.
  private func relative(_ path: String) -> String {
    let path = PathTable.normalised(path)
    guard !base.isEmpty, path.hasPrefix(base), path.utf8.count > base.utf8.count + 1,
      path.utf8.dropFirst(base.utf8.count).first == UInt8(ascii: "/")
    else { return path }
    return String(path.dropFirst(base.count + 1))
  }

  /// The path from the root, so that clang finds files by whatever way it comes to them.
  func absolute(_ path: String) -> String {
    let path = PathTable.normalised(path)
    if path.hasPrefix("/") { return path }
    return path.isEmpty ? base : PathTable.normalised(base + "/" + path)
  }

  /// The path without `.` and, where a folder precedes them, `..`.
  static func normalised(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", parts.isEmpty ? isAbsolute : parts[parts.count - 1] != ".." {
        _ = parts.popLast()
      } else {
        parts.append(part)
      }
    }
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }

  /// The folder of a path; `.` where it has none.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
