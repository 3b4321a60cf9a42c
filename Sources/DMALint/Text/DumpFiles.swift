/// The numbers of the files that dumps mention, beside those of the inputs.
///
/// Inputs keep the numbers that they have; files known only from debug information get the next.
/// Dumps of a checkout in another place, a container's say, name the inputs by the same paths below
/// its root as the inputs have below the current folder.
public struct DumpFiles: Sendable {
  /// As reports spell them; the place in the list is the number.
  public private(set) var paths: [String]
  private var numbers: [String: FileID] = [:]
  private let spelling: PathSpelling
  /// Sources by their last component, relative to the current folder.
  private var sources: [String: [String]] = [:]
  /// The root of the checkout that the dumps were made in, where that is not the current folder.
  private var root: String?
  private var hasOwnPaths = false

  public init(_ paths: [String], spelling: PathSpelling) {
    self.paths = paths
    self.spelling = spelling
    for (index, path) in paths.enumerated() {
      let key = spelling.absolute(path)
      if numbers[key] == nil { numbers[key] = FileID(UInt32(index)) }
      if key.hasSuffix(".swift") || key.hasSuffix(".c"),
        let relative = spelling.relative(key, to: spelling.currentFolder)
      {
        let parts = relative.split(separator: "/")
        // A name alone may be any file's.
        if parts.count > 1, let last = parts.last {
          sources[String(last), default: []].append(relative)
        }
      }
    }
  }

  /// The number of a file that a dump names by a path and the folder it is relative to.
  public mutating func id(path: String, folder: String) -> FileID {
    let isAbsolute = path.utf8.first == Ascii.slash
    let whole =
      isAbsolute || folder.isEmpty || folder == "." ? path : folder + "/" + path
    let named = spelling.absolute(whole)
    if let known = numbers[named] {
      if named.hasSuffix(".swift") || named.hasSuffix(".c") { hasOwnPaths = true }
      return known
    }
    let key = relocated(named)
    if let known = numbers[key] { return known }
    let id = FileID(UInt32(paths.count))
    paths.append(spelling.relative(key, to: spelling.currentFolder) ?? spelling.spell(whole))
    numbers[key] = id
    return id
  }

  /// The path in this checkout of a file in the one that the dumps were made in.
  private mutating func relocated(_ path: String) -> String {
    guard !hasOwnPaths, spelling.relative(path, to: spelling.currentFolder) == nil else {
      return path
    }
    if root == nil, let last = path.split(separator: "/").last {
      let match = (sources[String(last)] ?? []).filter { path.hasSuffix("/" + $0) }
        .max { $0.utf8.count < $1.utf8.count }
      if let match { root = String(path.dropLast(match.count + 1)) }
    }
    guard let root, let rest = spelling.relative(path, to: root) else { return path }
    return spelling.absolute(rest)
  }

  /// Whether reports spell the file relative to the current folder: it is one of the project's.
  public func isOwn(_ file: FileID) -> Bool {
    paths[Int(file.index)].utf8.first != Ascii.slash
  }
}
