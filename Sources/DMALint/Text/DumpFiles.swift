/// The numbers of the files that dumps mention, beside those of the inputs.
///
/// Inputs keep the numbers that they have; files known only from debug information get the next.
public struct DumpFiles: Sendable {
  /// As reports spell them; the place in the list is the number.
  public private(set) var paths: [String]
  private var numbers: [String: FileID] = [:]
  private let spelling: PathSpelling

  public init(_ paths: [String], spelling: PathSpelling) {
    self.paths = paths
    self.spelling = spelling
    for (index, path) in paths.enumerated() {
      let key = spelling.absolute(path)
      if numbers[key] == nil { numbers[key] = FileID(UInt32(index)) }
    }
  }

  /// The number of a file that a dump names by a path and the folder it is relative to.
  public mutating func id(path: String, folder: String) -> FileID {
    let isAbsolute = path.utf8.first == Ascii.slash
    let whole =
      isAbsolute || folder.isEmpty || folder == "." ? path : folder + "/" + path
    let key = spelling.absolute(whole)
    if let known = numbers[key] { return known }
    let id = FileID(UInt32(paths.count))
    paths.append(spelling.relative(key, to: spelling.currentFolder) ?? spelling.spell(whole))
    numbers[key] = id
    return id
  }

  /// Whether reports spell the file relative to the current folder: it is one of the project's.
  public func isOwn(_ file: FileID) -> Bool {
    paths[Int(file.index)].utf8.first != Ascii.slash
  }
}
