import Glibc

/// Reads whole files.
enum FileReading {
  /// What a person writes stays far below; more is a dump, or a trap.
  static let sourceLimit: Int64 = 64 << 20
  /// Offsets have 32 bits.
  static let dumpLimit: Int64 = (2 << 30) - 1
  static let settingsLimit: Int64 = 1 << 20

  /// The bytes of a regular file of at most `limit` bytes.
  static func read(_ path: String, limit: Int64) throws(ToolError) -> [UInt8] {
    let (descriptor, size) = try open(path, limit: limit)
    defer { close(descriptor) }
    return try read(descriptor, expected: size, limit: limit)
  }

  /// A regular file that is too large to be in memory as a whole; nil where it is not.
  static func paged(_ path: String, limit: Int64) throws(ToolError) -> PagedFile? {
    let (descriptor, size) = try open(path, limit: limit)
    guard size >= PagedFile.limit else {
      close(descriptor)
      return nil
    }
    return try PagedFile(descriptor, size: size)
  }

  private static func open(_ path: String, limit: Int64) throws(ToolError) -> (Int32, Int) {
    // A named pipe would block when it is opened, and devices never end.
    let descriptor = PathText.withSystemPath(path) {
      Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    }
    guard descriptor >= 0 else { throw ToolError(systemMessage(errno)) }
    do throws(ToolError) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw ToolError(systemMessage(errno)) }
      let file = FileStatus(status)
      switch file.kind {
      case .file: break
      case .folder: throw ToolError("is a folder, not a file")
      case .link, .other: throw ToolError("is not a regular file")
      }
      guard file.size <= limit else {
        throw ToolError("is larger than \(limit >> 20) MiB and is not read")
      }
      return (descriptor, Int(file.size))
    } catch {
      close(descriptor)
      throw error
    }
  }

  static func readStandardInput() throws(ToolError) -> [UInt8] {
    try read(0, expected: 0, limit: sourceLimit)
  }

  /// Files may grow or shrink while they are read: what counts is what comes.
  private static func read(
    _ descriptor: Int32, expected: Int, limit: Int64
  ) throws(ToolError) -> [UInt8] {
    var bytes: [UInt8] = []
    var capacity = expected + 1
    while true {
      var failure: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        count = 0
        while true {
          let length = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
          if length >= 0 { count = length } else if errno == EINTR { continue }
          failure = length < 0 ? errno : 0
          return
        }
      }
      if failure != 0 { throw ToolError(systemMessage(failure)) }
      if chunk.isEmpty { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit {
        throw ToolError("is larger than \(limit >> 20) MiB and is not read")
      }
      capacity = 64 << 10
    }
  }
}
