import CLibclang

/// Files that clang reads from memory, in the form that it wants them.
final class UnsavedFiles {
  private var files: [CXUnsavedFile] = []
  private var names: [UnsafeMutableBufferPointer<CChar>] = []
  private var contents: [UnsafeMutableBufferPointer<UInt8>] = []

  deinit {
    for name in names { name.deallocate() }
    for content in contents { content.deallocate() }
  }

  func add(_ path: String, _ bytes: some Collection<UInt8>) {
    let characters = path.utf8CString
    let name = UnsafeMutableBufferPointer<CChar>.allocate(capacity: characters.count)
    _ = name.initialize(from: characters)
    // Never empty, so that there is an address.
    let content = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
    _ = content.initialize(from: bytes)
    names.append(name)
    contents.append(content)
    guard let path = name.baseAddress else { return }
    files.append(
      CXUnsavedFile(
        Filename: path,
        Contents: UnsafeRawPointer(content.baseAddress)?.assumingMemoryBound(to: CChar.self),
        Length: UInt(bytes.count)))
  }

  /// Calls the body with these files and some more.
  func withFiles<Result>(
    and more: UnsavedFiles?, _ body: (UnsafeMutableBufferPointer<CXUnsavedFile>) -> Result
  ) -> Result {
    var all = files + (more?.files ?? [])
    return all.withUnsafeMutableBufferPointer { body($0) }
  }
}
