import Glibc

/// What the system says about a path.
struct FileStatus {
  enum Kind {
    case file, folder, link, other
  }

  /// The number that tells two files apart whatever their names.
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  var kind: Kind
  var identity: Identity
  var size: Int64
  /// When it was last written, in nanoseconds since 1970.
  var modified: Int64

  /// Follows symbolic links.
  static func of(_ path: String) throws(ToolError) -> FileStatus {
    var status = stat()
    guard PathText.withSystemPath(path, { stat($0, &status) }) == 0 else {
      throw ToolError(systemMessage(errno))
    }
    return FileStatus(status)
  }

  /// Does not follow a link at the end of the path.
  static func ofLink(_ path: String) throws(ToolError) -> FileStatus {
    var status = stat()
    guard PathText.withSystemPath(path, { lstat($0, &status) }) == 0 else {
      throw ToolError(systemMessage(errno))
    }
    return FileStatus(status)
  }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    size = Int64(status.st_size)
    modified =
      Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }
}

/// The system's text for an error number.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }
