/// How paths are spelled in reports: relative to the current folder where they lie below it.
///
/// Purely lexical; the tool resolves symbolic links before where that matters.
public struct PathSpelling: Sendable {
  /// Absolute and normalised.
  public let currentFolder: String
  /// The same folder as the shell spells it, through symbolic links.
  private let alias: String?

  public init(currentFolder: String, alias: String? = nil) {
    self.currentFolder = PathSpelling.normalised(currentFolder)
    self.alias = alias.map(PathSpelling.normalised)
  }

  /// The path as a report spells it: relative where it lies below the current folder, else as it is.
  public func spell(_ path: String) -> String {
    relative(path, to: currentFolder) ?? alias.flatMap { relative(path, to: $0) } ?? path
  }

  /// The absolute path without `.`, `..` and repeated slashes.
  public func absolute(_ path: String) -> String {
    PathSpelling.normalised(
      path.utf8.first == UInt8(ascii: "/") ? path : currentFolder + "/" + path)
  }

  /// The path relative to an absolute folder, `.` for the folder itself, nil if it lies elsewhere.
  public func relative(_ path: String, to folder: String) -> String? {
    let whole = absolute(path)
    if whole == folder { return "." }
    let prefix = folder == "/" ? "/" : folder + "/"
    return whole.utf8.starts(with: prefix.utf8)
      ? String(decoding: whole.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : nil
  }

  private static func normalised(_ path: String) -> String {
    var components: [Substring.UTF8View] = []
    for component in Substring(path).utf8.split(separator: UInt8(ascii: "/")) {
      if component.elementsEqual("..".utf8) {
        _ = components.popLast()
      } else if !component.elementsEqual(".".utf8) {
        components.append(component)
      }
    }
    return "/" + components.map { String(Substring($0)) }.joined(separator: "/")
  }
}
