import Glibc

/// Writes files and streams completely, or says why not.
enum FileWriting {
  /// Replaces a file as a whole: whoever reads it sees the old text or the new one.
  ///
  /// What is no regular file (`/dev/stdout`, a pipe) is written in place.
  static func write(_ bytes: [UInt8], to path: String) throws(ToolError) {
    if let status = try? FileStatus.of(path), status.kind != .file {
      guard status.kind != .folder else { throw ToolError("is a folder, not a file") }
      try writeInPlace(bytes, to: path, flags: O_WRONLY)
      return
    }
    let target = resolved(path)
    let temporary = "\(target).\(getpid()).tmp"
    do throws(ToolError) {
      try writeInPlace(bytes, to: temporary, flags: O_WRONLY | O_CREAT | O_EXCL)
    } catch {
      remove(temporary)
      throw error
    }
    let result = PathText.withSystemPath(temporary) { from in
      PathText.withSystemPath(target) { rename(from, $0) }
    }
    if result != 0 {
      let message = systemMessage(errno)
      remove(temporary)
      throw ToolError(message)
    }
  }

  /// Creates a file; an existing one is an error.
  static func create(_ bytes: [UInt8], at path: String) throws(ToolError) {
    try writeInPlace(bytes, to: path, flags: O_WRONLY | O_CREAT | O_EXCL)
  }

  static func append(_ bytes: [UInt8], to path: String) throws(ToolError) {
    try writeInPlace(bytes, to: path, flags: O_WRONLY | O_CREAT | O_APPEND)
  }

  /// Writes to an open descriptor; a reader that has gone away (`| head`) is no error.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(ToolError) {
    var start = 0
    while start < bytes.count {
      let length = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if length >= 0 {
        start += length
      } else if errno == EPIPE {
        return
      } else if errno != EINTR {
        throw ToolError(systemMessage(errno))
      }
    }
  }

  static func remove(_ path: String) { _ = PathText.withSystemPath(path) { unlink($0) } }

  private static func writeInPlace(
    _ bytes: [UInt8], to path: String, flags: Int32
  ) throws(ToolError) {
    let descriptor = PathText.withSystemPath(path) { open($0, flags | O_CLOEXEC, 0o644) }
    guard descriptor >= 0 else { throw ToolError(systemMessage(errno)) }
    do throws(ToolError) {
      try write(bytes, to: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems report a full disk only here.
    guard close(descriptor) == 0 else { throw ToolError(systemMessage(errno)) }
  }

  /// The file behind a symbolic link, so that the link survives.
  private static func resolved(_ path: String) -> String { Folders.resolved(path) ?? path }
}
