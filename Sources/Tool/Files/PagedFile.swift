import DMALint
import Glibc

/// A file of which only the parts are in memory that are asked for.
///
/// It is read, not mapped: a file that gets shorter meanwhile must not end the program. It is used by one
/// thread at a time.
final class PagedFile: DumpStorage, @unchecked Sendable {
  /// Files from this size on, in bytes, are worth it.
  static let limit: Int64 = 16 << 20

  private static let pageSize = 64 << 10

  let bytes: UnsafeBufferPointer<UInt8>
  private let memory: UnsafeMutableRawPointer
  private let descriptor: Int32
  private var isLoaded: [Bool]
  /// Why a part of the file could not be read.
  private(set) var failure: String?

  /// Takes the descriptor of a regular file of so many bytes, which is closed at the end.
  init(_ descriptor: Int32, size: Int) throws(ToolError) {
    // Memory that nobody has written to takes no room.
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0), memory != MAP_FAILED
    else {
      let reason = systemMessage(errno)
      close(descriptor)
      throw ToolError(reason)
    }
    self.memory = memory
    self.descriptor = descriptor
    bytes = UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: size)
    isLoaded = Array(repeating: false, count: (size + Self.pageSize - 1) / Self.pageSize)
  }

  deinit {
    munmap(memory, bytes.count)
    close(descriptor)
  }

  func load(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let last = min((range.upperBound - 1) / Self.pageSize, isLoaded.count - 1)
    var page = max(0, range.lowerBound / Self.pageSize)
    while page <= last {
      guard !isLoaded[page] else {
        page += 1
        continue
      }
      let first = page
      while page <= last, !isLoaded[page] {
        isLoaded[page] = true
        page += 1
      }
      read(first * Self.pageSize..<min(page * Self.pageSize, bytes.count))
    }
  }

  func giveBack(_ range: Range<Int>) {
    // Pages of which only a part is meant stay.
    let first = (range.lowerBound + Self.pageSize - 1) / Self.pageSize
    let last = range.upperBound / Self.pageSize
    guard first < last, first >= 0, last <= isLoaded.count else { return }
    for page in first..<last { isLoaded[page] = false }
    madvise(memory + first * Self.pageSize, (last - first) * Self.pageSize, MADV_DONTNEED)
  }

  private func read(_ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = pread(descriptor, memory + offset, range.upperBound - offset, off_t(offset))
      if count > 0 {
        offset += count
      } else if count == 0 {
        failure = "has become shorter while it was read"
        return
      } else if errno != EINTR {
        failure = systemMessage(errno)
        return
      }
    }
  }
}
