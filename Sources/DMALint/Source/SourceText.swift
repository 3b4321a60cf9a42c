/// The bytes of one input file, with the table that turns byte offsets into lines and columns.
///
/// Offsets are 32-bit: an input larger than 4 GiB is refused by the tool before it gets here.
public struct SourceText: Sendable {
  /// The path as reports spell it.
  public let path: String
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}

/// A half-open range of byte offsets in one file.
public struct ByteRange: Hashable, Sendable {
  public var start: UInt32
  public var end: UInt32

  public init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = end
  }
}

/// The offsets at which lines start; `\n`, `\r\n` and `\r` end a line.
public struct LineTable: Sendable {
  private let starts: [UInt32]

  public init(_ bytes: [UInt8]) {
    var starts: [UInt32] = [0]
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        if bytes[index] == 0x0A {
          starts.append(UInt32(index + 1))
        } else if bytes[index] == 0x0D, index + 1 >= bytes.count || bytes[index + 1] != 0x0A {
          starts.append(UInt32(index + 1))
        }
        index += 1
      }
    }
    self.starts = starts
  }

  public var lineCount: Int { starts.count }

  /// The offset at which the one-based `line` starts.
  public func start(ofLine line: UInt32) -> UInt32 { starts[Int(line) - 1] }

  /// The one-based line and column (in UTF-8 bytes) of an offset.
  public func position(of offset: UInt32) -> Position {
    let low = starts.withUnsafeBufferPointer { starts in
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low &+ high) / 2
        if starts[middle] <= offset { low = middle } else { high = middle }
      }
      return low
    }
    return Position(line: UInt32(low + 1), column: offset - starts[low] + 1)
  }
}

/// A one-based line and column; columns count UTF-8 bytes.
public struct Position: Hashable, Comparable, Sendable {
  public var line: UInt32
  public var column: UInt32

  public init(line: UInt32, column: UInt32) {
    self.line = line
    self.column = column
  }

  public static func < (a: Position, b: Position) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// The number of an input file within one run; files are numbered in the order of their paths.
public struct FileID: Hashable, Comparable, Sendable {
  public var index: UInt32

  public init(_ index: UInt32) { self.index = index }

  public static func < (a: FileID, b: FileID) -> Bool { a.index < b.index }
}

/// Where something stands: a file and a half-open range of positions in it.
///
/// Front ends that know only a line and column (dumps) make an empty range there.
public struct SourceRange: Hashable, Comparable, Sendable {
  public var file: FileID
  public var start: Position
  public var end: Position

  public init(file: FileID, start: Position, end: Position) {
    self.file = file
    self.start = start
    self.end = end
  }

  public static func < (a: SourceRange, b: SourceRange) -> Bool {
    (a.file, a.start, a.end) < (b.file, b.start, b.end)
  }
}

/// A construct inside a readable file that dmalint does not understand; what it could hide is said.
public struct Gap: Hashable, Comparable, Sendable {
  public var range: SourceRange
  public var message: String
  /// Whether a transfer could be hidden behind it, so that the ledger has to mention it.
  public var mayHideTransfer: Bool

  public init(_ range: SourceRange, _ message: String, mayHideTransfer: Bool = false) {
    self.range = range
    self.message = message
    self.mayHideTransfer = mayHideTransfer
  }

  public static func < (a: Gap, b: Gap) -> Bool {
    (a.range, a.message) < (b.range, b.message)
  }

  /// More gaps of one dump than anybody reads are counted, not listed.
  static let mostListed = 50

  /// The first gaps of a dump, of which there may be more than those that are given.
  static func listed(_ gaps: [Gap], of count: Int? = nil) -> [Gap] {
    let listed = Array(gaps.prefix(mostListed))
    let more = (count ?? gaps.count) - listed.count
    guard more > 0, let last = listed.last else { return listed }
    let sentence = "\(more) more gaps in this file are not listed"
    return listed + [Gap(last.range, sentence, mayHideTransfer: true)]
  }
}
