#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A folder of this run's own, made when it is first asked for and removed with its files at the
/// end.
final class TemporaryFolder {
  /// Nil where none can be made.
  private(set) lazy var path: String? = make()
  private var isMade = false

  private func make() -> String? {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/dmalint-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    isMade = true
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    guard isMade, let path, let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      unlink(path + "/" + name)
    }
    closedir(folder)
    rmdir(path)
  }
}
