/// The bytes of a dump, which may be larger than what should be in memory: a part is there once it has
/// been loaded, and until it is given back.
public protocol DumpStorage: AnyObject, Sendable {
  /// All of it by offset. What is not loaded reads as zeros.
  var bytes: UnsafeBufferPointer<UInt8> { get }

  /// Has these bytes in memory.
  func load(_ range: Range<Int>)

  /// Says that these bytes are not needed for now.
  func giveBack(_ range: Range<Int>)
}

extension DumpStorage {
  /// Has the line in memory that starts here, and returns where it ends: at its line feed, or at the end
  /// of the dump.
  @discardableResult
  func loadLine(_ start: Int) -> Int {
    let bytes = bytes
    var from = start
    while from < bytes.count {
      let to = min(from + 4096, bytes.count)
      load(from..<to)
      if let end = bytes[from..<to].firstIndex(of: Ascii.lineFeed) { return end }
      from = to
    }
    return bytes.count
  }
}

/// A dump that is in memory for as long as it is used. Nobody writes to it.
public final class ResidentDump: DumpStorage, @unchecked Sendable {
  public let bytes: UnsafeBufferPointer<UInt8>

  public init(_ text: [UInt8]) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
    _ = copy.initialize(from: text)
    bytes = UnsafeBufferPointer(copy)
  }

  deinit { bytes.deallocate() }

  public func load(_ range: Range<Int>) {}
  public func giveBack(_ range: Range<Int>) {}
}

/// A way through a dump from its start to its end, with a part of it in memory at a time.
struct DumpWindow {
  /// Bytes that are loaded at once.
  static let step = 4 << 20
  /// Bytes that can be looked at behind the end of a line.
  static let margin = 64

  let storage: any DumpStorage
  let bytes: UnsafeBufferPointer<UInt8>
  /// Everything from `kept` up to here is loaded.
  private var loaded = 0
  private var kept = 0

  init(_ storage: any DumpStorage) {
    self.storage = storage
    bytes = storage.bytes
    grow()
  }

  private mutating func grow() {
    let next = min(loaded + Self.step, bytes.count)
    storage.load(loaded..<next)
    loaded = next
  }

  /// The end of the line that starts here: its line feed, or the end of the dump. The line is loaded, and
  /// what stands before it may be given back.
  mutating func endOfLine(_ start: Int) -> Int {
    var index = start
    while true {
      index = lineFeed(from: index, to: loaded)
      if index < loaded || loaded == bytes.count { break }
      grow()
    }
    if index + Self.margin > loaded, loaded < bytes.count { grow() }
    // What was read some lines ago may still be wanted.
    if start - kept > 2 * Self.step {
      storage.giveBack(kept..<start - Self.step)
      kept = start - Self.step
    }
    return index
  }

  private func lineFeed(from start: Int, to end: Int) -> Int {
    guard let base = bytes.baseAddress, start < end else { return end }
    let raw = UnsafeRawPointer(base)
    var index = start
    while index + 8 <= end {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
      let zero = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zero != 0 { return index + UInt64(littleEndian: zero).trailingZeroBitCount / 8 }
      index += 8
    }
    while index < end, bytes[index] != Ascii.lineFeed { index += 1 }
    return index
  }
}
