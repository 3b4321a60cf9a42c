import DMALint

/// The numbers of files by their paths. The caller numbers its inputs; headers that are found only
/// by their inclusion get the numbers after them.
public struct PathTable: Sendable {
  public private(set) var paths: [String] = []
  private var numbers: [String: FileID] = [:]

  public init(_ paths: [String] = []) {
    for path in paths { _ = id(of: path) }
  }

  /// The number of a path, a new one where it has none yet.
  public mutating func id(of path: String) -> FileID {
    let path = PathTable.normalised(path)
    if let number = numbers[path] { return number }
    let number = FileID(UInt32(paths.count))
    paths.append(path)
    numbers[path] = number
    return number
  }

  public func path(of file: FileID) -> String { paths[Int(file.index)] }

  /// The path without `.` and, where a folder precedes them, `..`.
  static func normalised(_ path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: ".")) else { return path }
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The folder of a path; `.` where it has none.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
